package dealpayouts.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/**
 * What acknowledging costs at least: a bare Vert.x handler that inserts the body into one table, each in a commit that
 * survives a power cut, with the connection set up as the ledger's is.
 */
final class BareInsert {

    private final PreparedStatement insert;

    private BareInsert(Connection connection) throws SQLException {
        insert = connection.prepareStatement("insert into delivery (body) values (?)");
    }

    /** @param args the JDBC URL of an empty SQLite database */
    public static void main(String[] args) throws SQLException {
        Connection connection = DriverManager.getConnection(args[0]);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode=WAL");
            statement.execute("pragma synchronous=FULL");
            statement.execute("create table delivery (id integer primary key, body blob not null)");
        }
        BareInsert handler = new BareInsert(connection);
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .compose(body -> vertx.executeBlocking(handler.store(body.getBytes())))
                        .onSuccess(stored -> request.response().end("{\"status\":\"stored\"}"))
                        .onFailure(
                                failure -> request.response().setStatusCode(500).end(failure.getMessage())))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println(server.actualPort());
    }

    private Callable<Integer> store(byte[] body) {
        return () -> {
            insert.setBytes(1, body);
            return insert.executeUpdate();
        };
    }
}
