# Build the jar first: mvn -q -DskipTests package
FROM eclipse-temurin:17-jre-alpine
RUN addgroup -S -g 10001 payouts && adduser -S -D -H -u 10001 -G payouts payouts \
    && mkdir -p /app/data && chown payouts:payouts /app/data
WORKDIR /app
COPY target/lib ./target/lib
COPY target/deal-payouts.jar ./target/
COPY application.properties jvm.options ./
COPY routes ./routes
# An archive of the classes that a start needs, so that the next one is ready sooner.
RUN java @jvm.options -XX:ArchiveClassesAtExit=deal-payouts.jsa -Xlog:cds=off -Xlog:cds+dynamic=off \
    -jar target/deal-payouts.jar routes check
USER 10001:10001
VOLUME /app/data
EXPOSE 8080 8081
# SIGTERM lets running work finish.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD wget -q -O /dev/null "http://127.0.0.1:${MANAGEMENT_PORT:-8081}/observe/health/ready" || exit 1
ENTRYPOINT ["java", "@jvm.options", "-XX:SharedArchiveFile=deal-payouts.jsa", "-XX:MaxRAMPercentage=70", "-jar", "target/deal-payouts.jar"]
