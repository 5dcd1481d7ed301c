package dealpayouts.routes;

import dealpayouts.ledger.DealCheck;
import dealpayouts.ledger.Hook;
import dealpayouts.ledger.PayoutFact;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What route files may use. This is the list: whatever does not stand here is refused. {@code docs/route-vocabulary.md} is
 * made from it.
 *
 * <p>A line of a table is a name and its fields, each {@code field=kind}. A kind is one of {@link Kind}, or the allowed
 * words between braces.
 */
public final class RouteVocabulary {

    /** What a field may hold. */
    enum Kind {
        PROSE("words for the next reader"),
        NAME("a plain name: letters, digits, '-' and '_'"),
        FLAG("true or false"),
        NUMBER("a number, or a setting that is one"),
        CONSTANT("a text that is taken as it stands"),
        TEXT("a text, which may contain ${…} with an allowed function"),
        CONDITION("a condition: allowed functions, quoted texts and numbers, compared"),
        JSONPATH("a JSONPath expression"),
        SOURCE("variable: and the variable's name"),
        HEADER("the name of a header"),
        PATTERN("names of headers, with * and |"),
        BEAN("a bean of the product"),
        METHOD("a method of that bean, perhaps with arguments"),
        ADDRESS("an address with an allowed component"),
        OPTIONS("options of that component"),
        EXPRESSION("an expression in an allowed language"),
        PREDICATE("a condition in an allowed language"),
        STEPS("a list of steps"),
        BRANCHES("a list of when"),
        BRANCH("an otherwise"),
        CLASSES("a list of allowed exceptions"),
        HANDLERS("a list of onException, interceptFrom or onCompletion"),
        GROUP("the fields of the table with that name"),
        SENTENCES("names with sentences"),
        PARAMETERS("a list of names with values"),
        PROPERTIES("the parameters of a kamelet");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    /**
     * What stands in a field.
     *
     * @param words the only values; empty when the kind says it all
     */
    record Field(Kind kind, List<String> words) {

        private static Field of(String text) {
            if (text.startsWith("{")) {
                return new Field(
                        Kind.CONSTANT,
                        List.of(text.substring(1, text.length() - 1).split(",")));
            }
            return new Field(Kind.valueOf(text.toUpperCase(Locale.ROOT)), List.of());
        }

        String meaning() {
            return words.isEmpty() ? kind.meaning() : "one of " + String.join(", ", words);
        }
    }

    private static final String EVERYWHERE = "id=name description=prose note=prose";

    static final Map<String, Map<String, Field>> STEPS = table(
            EVERYWHERE,
            """
            aggregate       correlationExpression=expression completionSizeExpression=expression completionTimeout=number steps=steps aggregationStrategy={#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy}
            choice          when=branches otherwise=branch
            convertBodyTo   type={java.lang.String} charset={UTF-8}
            enrich          expression=expression variableSend=name variableReceive=name
            filter          expression=predicate steps=steps
            log             message=text loggingLevel={TRACE,DEBUG,INFO,WARN,ERROR}
            loop            expression=expression doWhile=flag steps=steps
            marshal         json=group
            multicast       steps=steps aggregationStrategy={#bean:findings}
            removeHeader    name=header
            removeHeaders   pattern=pattern excludePattern=pattern
            removeVariable  name=name
            setBody         expression=expression
            setHeader       name=header expression=expression
            setVariable     name=name expression=expression
            split           expression=expression steps=steps stopOnException=flag aggregationStrategy={#bean:findings}
            stop
            throttle        expression=expression timePeriodMillis=number
            to              uri=address parameters=options variableSend=name variableReceive=name
            toD             uri=address parameters=options variableSend=name variableReceive=name
            unmarshal       json=group
            """);

    /** What stands around steps. */
    static final Map<String, Map<String, Field>> BLOCKS = table(
            "description=prose note=prose",
            """
            file                route=group routeConfiguration=group routeTemplate=group templatedRoute=group beans=group
            route               id=name routeConfigurationId=name routePolicy={heldPayouts} from=group
            from                id=name uri=address parameters=options steps=steps
            routeConfiguration  id=name onException=handlers interceptFrom=handlers onCompletion=handlers
            onException         id=name exception=classes onWhen=branch redeliveryPolicy=group handled=expression steps=steps
            interceptFrom       id=name uri={platform-http*} steps=steps
            onCompletion        id=name mode={BeforeConsumer} steps=steps
            redeliveryPolicy    maximumRedeliveries=number logExhausted=flag logStackTrace=flag
            routeTemplate       id=name parameters=parameters route=group
            templatedRoute      routeTemplateRef=name routeId=name parameters=parameters
            when                id=name expression=predicate steps=steps
            otherwise           id=name steps=steps
            onWhen              expression=predicate
            json                library={Jackson} unmarshalType={java.util.LinkedHashMap,java.util.ArrayList} prettyPrint=flag
            beans               name={sentences} type={dealpayouts.kommo.Sentences} initMethod={compile} properties=group
            properties          texts=sentences statuses=sentences failures=sentences
            kamelet             apiVersion={camel.apache.org/v1} kind={Kamelet} metadata=group spec=group
            metadata            name=name labels=group
            labels              camel.apache.org/kamelet.type={action}
            spec                definition=group template=group
            definition          title=prose type={object} required=parameters properties=properties
            template            id=name from=group
            """);

    static final Map<String, Map<String, Field>> LANGUAGES = table(
            "",
            """
            constant  expression=constant resultType={int,long,boolean,java.lang.Integer,java.lang.Long,java.lang.Boolean,java.lang.String}
            header    expression=header
            jsonpath  expression=jsonpath source=source suppressExceptions=flag resultType={java.lang.Boolean,java.lang.Integer,java.lang.Long,java.lang.String}
            method    ref=bean method=method
            simple    expression=text resultType={java.lang.Boolean,java.lang.Integer,java.lang.Long,java.lang.String}
            variable  expression=name
            """);

    /** Components by scheme. The fields are options; what the path may be is in {@link #PATHS}. */
    static final Map<String, Map<String, Field>> COMPONENTS = table(
            "",
            """
            bean            method=method
            caffeine-cache  action={GET,PUT,INVALIDATE} evictionType={time_based,size_based} expireAfterAccessTime=number expireAfterWriteTime=number maximumSize=number
            direct
            http            httpMethod=constant okStatusCodeRange=constant
            https           httpMethod=constant okStatusCodeRange=constant
            kamelet
            micrometer      increment=text tags=text
            platform-http   httpMethodRestrict=constant consumes=constant produces=constant
            quartz          cron=constant stateful=flag triggerStartDelay=number trigger.timeZone=constant trigger.repeatInterval=number trigger.repeatCount=number trigger.startTime={#bean:firstSweep}
            timer           period=number delay=number repeatCount=number
            """);

    /** What may follow a component's scheme. */
    static final Map<String, String> PATHS = Map.of(
            "bean", "[A-Za-z][A-Za-z0-9]*",
            "caffeine-cache", "[A-Za-z][A-Za-z0-9-]*",
            "direct", "[A-Za-z0-9][A-Za-z0-9-]*",
            "kamelet", "[A-Za-z0-9][A-Za-z0-9-]*",
            "micrometer", "(counter|timer|summary):[a-z][a-z0-9.]*",
            "platform-http", "/webhooks/(kommo|wise)",
            "quartz", "[A-Za-z0-9-]+(/[A-Za-z0-9-]+)?",
            "timer", "[A-Za-z0-9-]+");

    /** Exceptions that an error policy may name. */
    static final Set<String> EXCEPTIONS = Set.of(
            "java.lang.Exception",
            "org.apache.camel.http.base.HttpOperationFailedException",
            "dealpayouts.ledger.Stop");

    /** Functions of the simple language, as people write them; {@link SimpleText} knows their exact form. */
    static final List<String> FUNCTIONS = List.of(
            "variable.NAME",
            "variable.header:NAME.HEADER",
            "body",
            "header.NAME",
            "exception",
            "exception.statusCode",
            "bean:NAME?method=METHOD",
            "map(key,value,…)",
            "list(value,…)",
            "exchangeId",
            "routeId",
            "uuid",
            "date:now:PATTERN");

    /** Headers of Camel's own that steer a component; any other header that begins with Camel is refused. */
    static final Set<String> CAMEL_HEADERS =
            Set.of("CamelAggregationCompleteAllGroups", "CamelCaffeineKey", "CamelHttpQuery", "CamelHttpResponseCode");

    /** The product's beans, with the methods that routes may call. */
    private static final String BEANS =
            """
            balances canBear check explainRefusal
            batchCancellation answered cancelling done isClear stop toCancel withoutTransfer
            batchFunding answered closing done isPerhapsPaid isToBeFunded nextToProve proven requested requireFundable unchecked unpaid
            batchGroups cancellation completion explainRefusal funding fundingRequest groupRequest read requireBalance
            batchMembers collected isAlone isCutOffMissed isNewcomer isPrepared isToBeCollected isWaiting preparedQuote ready waiting waitingIds
            batchStops delayed members stopped
            batches completed form get groupRequested isGathered ofPayout open opened
            contractors seen
            correlation id
            dealChanges compare isToBeRead
            dealDetails of
            dealLists gather nextQuery pipeline
            dealSweep entered listed window
            deals clearRecipientRequest contractor facts factsAfterwards isRecipientOutdated moveRequest needsAccountCurrency recipientRequest tags
            deliveries store
            failures sentence
            feedback recipientOutdated refused written
            fieldDefinitions gather
            fundings read
            leases take
            notes fields isWritten request
            notices read taskId taskRequest
            payments fundedWithBatch fundingAnswered fundingProven fundingRequested isDealToBeReadAgain isToBeSearched isToBeWithdrawn requireWithdrawn transferAnswered transferRequested transferSearched unansweredSearched withdrawalRequested
            payouts confirmed contractorSeen explained isContractorToBeRead isLeftToPerson open stopped
            profiles choose
            quotes id read refuseErrors request
            recipientClaims asking claim forget made refuse wrong
            recipients cacheKey created emailRefusal find fromField isWrong nextPosition refusal request requireEmail verify
            refusals isDefinite stop stopOfBatch
            retention forgetDeliveries
            sentences failure ofBatchDelay ofDelay ofNotice ofStop refuse status text
            settingsWatch isDue kommo profileId wise
            subscriptions isListOld isReachable missing outcome outdated removal
            taskSweep restore
            together account balances balancesAhead balancesAsked changeContact changeDeal contractor deal profiles writeNote
            topUps isAnyWaiting resume
            transferNews isToBeRead record reported
            transferSweep begin compare
            transfers evidence find isCancelled nextOffset read request requirementsAgain requirementsRequest
            watch compare due
            wiseEvents store
            wiseSignature isInvalid
            """;

    /** The beans of the commands, which only the routes in {@code routes/operator} may call. */
    private static final String OPERATOR_BEANS =
            """
            clockCheck judge
            console agrees declined
            environmentBlock kommo profile
            fieldChecks judge
            findings failed none
            fundingRight judge statement
            kommoChecks account isReady stages webhook
            ledgerCheck judge
            newFields items kept made request
            newSubscriptions check isPossible isWanted kept made missing notPossible notWanted question
            newWebhook isKnown isThere kept made question request unknown
            publicAddress judge
            routesVersion judge
            settingsCheck canAskKommo canAskWise judge notAsked
            wiseChecks balances profile profileId subscriptions
            """;

    /** Settings that a route may read; a name that ends with a dot stands for all that begin with it. */
    private static final List<String> SETTINGS = List.of(
            "batch.cut-off-cron",
            "batch.gather-ms",
            "batch.quiet-ms",
            "batch.size",
            "batch.time-zone",
            "cf.payout-amount",
            "cf.payout-currency",
            "cf.wise-account-id",
            "cf.wise-status",
            "cf.wise-transfer",
            "kommo.account-id",
            "kommo.attention-stage-id",
            "kommo.paid-stage-id",
            "kommo.path.",
            "kommo.payout-pipeline-id",
            "kommo.payout-stage-id",
            "kommo.subdomain",
            "ledger.retention-cron",
            "own.",
            "payout.funding",
            "sweep.deals-ms",
            "sweep.ledger-ms",
            "sweep.settings-ms",
            "sweep.transfers-ms",
            "watch.balances-ms",
            "wise.api",
            "wise.path.",
            "wise.profile-cache-seconds",
            "wise.recipient-cache-seconds",
            "wise.source-currency",
            "wise.webhook-check-ms");

    /** Settings whose values are secrets, whoever may know their names. */
    static final Set<String> SECRETS = Set.of(
            "kommo.access-token",
            "kommo.client-secret",
            "kommo.authorization-code",
            "kommo.refresh-token",
            "kommo.token-key",
            "kommo.webhook-secret",
            "wise.api-key",
            "wise.webhook-secret",
            "ledger.password");

    /** Routes that durable work calls if they are there, with the variables it gives them. */
    static final Map<String, Map<String, Type>> HOOKS = hooks();

    /** Variables that beans read if a route has set them, and do without otherwise. */
    static final Set<String> OPTIONAL_VARIABLES = Set.of("sourceCurrency", "refusal", "refusalFacts");

    /** Variables that a bean's method sets by itself. */
    static final Map<String, Map<String, Type>> SET_BY_BEANS =
            Map.of("together.deal", Map.of("dealLook", DealCheck.class));

    private static final Set<String> REMOTES = Set.of("kommo", "wise");

    /** What to do instead of something that people try. */
    private static final Map<String, String> INSTEAD = instead();

    private final Map<String, Set<String>> beans;
    private final Set<String> remotes;

    private RouteVocabulary(Map<String, Set<String>> beans, Set<String> remotes) {
        this.beans = Collections.unmodifiableMap(beans);
        this.remotes = remotes;
    }

    /** What the routes of a product may use. */
    public static RouteVocabulary ofProduct() {
        return new RouteVocabulary(beans(BEANS), REMOTES);
    }

    /** What the routes of the commands may use, in {@code routes/operator}. */
    public static RouteVocabulary ofOperator() {
        return new RouteVocabulary(beans(BEANS + OPERATOR_BEANS), REMOTES);
    }

    /** Names of beans with the methods that routes may call. */
    Map<String, Set<String>> beans() {
        return beans;
    }

    /** Remotes that have a kamelet of the product's: {@code wise} is called through {@code wise-call}. */
    Set<String> remotes() {
        return remotes;
    }

    static boolean isReadable(String setting) {
        return !SECRETS.contains(setting)
                && SETTINGS.stream()
                        .anyMatch(allowed -> allowed.endsWith(".")
                                ? setting.length() > allowed.length() && setting.startsWith(allowed)
                                : allowed.equals(setting));
    }

    static List<String> settings() {
        return SETTINGS;
    }

    /** A way to do it, where there is one; else the names that are meant or allowed. */
    static String remedy(String name, Collection<String> allowed, String what) {
        String instead = INSTEAD.get(name);
        if (instead != null) {
            return instead;
        }
        return Suggestion.remedy(
                name,
                allowed,
                allowed.isEmpty() || allowed.size() > 24
                        ? "docs/route-vocabulary.md lists " + what + "."
                        : "Allowed: " + String.join(", ", new TreeSet<>(allowed)) + ".");
    }

    private static Map<String, Map<String, Type>> hooks() {
        Map<String, Map<String, Type>> hooks = new TreeMap<>();
        for (Hook hook : Hook.values()) {
            hooks.put(hook.route(), Map.of("fact", PayoutFact.class));
        }
        return hooks;
    }

    private static Map<String, String> instead() {
        Map<String, String> ways = new TreeMap<>();
        String policy =
                "Failures go to the error policy that the route names (remote-errors.camel.yaml), which decides what"
                        + " each becomes; a swallowed one would leave a payment in doubt.";
        Stream.of("doTry", "doCatch", "doFinally", "onException", "errorHandler", "onFallback", "circuitBreaker")
                .forEach(name -> ways.put(name, policy));
        String code = "Rules are Java, in a bean; a route says what comes next.";
        Stream.of("script", "groovy", "js", "python", "joor", "java", "mvel", "ognl", "spel", "wasm", "bean", "process")
                .forEach(name -> ways.put(name, code));
        String plain = "Use 'to' with a plain address, and branch with a choice.";
        Stream.of("recipientList", "routingSlip", "dynamicRouter", "pollEnrich", "poll")
                .forEach(name -> ways.put(name, plain));
        String durable =
                "What must not be lost is a step of the payout or a hook such as direct:after-paid, which durable"
                        + " work calls until it succeeds.";
        Stream.of("wireTap", "threads", "seda", "saga", "resequence", "delay", "idempotentConsumer")
                .forEach(name -> ways.put(name, durable));
        String refuse = "Call direct:refuse with the name of a sentence: it holds the payout and tells the deal.";
        Stream.of("throwException", "rollback").forEach(name -> ways.put(name, refuse));
        String files =
                "A route reads and writes no files; what it needs is a setting that begins with own., or a kamelet's"
                        + " answer.";
        Stream.of("file", "ftp", "resource", "stream", "sql", "jdbc", "exec").forEach(name -> ways.put(name, files));
        ways.put("log", "Use the step log, with a message.");
        Stream.of("env", "sys", "sysenv", "properties")
                .forEach(name -> ways.put(
                        name,
                        "Write {{name.of-the-setting}} with a setting that routes may read; your own begin with own."));
        return ways;
    }

    private static Map<String, Set<String>> beans(String lines) {
        Map<String, Set<String>> beans = new TreeMap<>();
        lines.lines()
                .map(line -> line.split(" "))
                .forEach(words ->
                        beans.put(words[0], new TreeSet<>(Arrays.asList(words).subList(1, words.length))));
        return beans;
    }

    private static Map<String, Map<String, Field>> table(String everywhere, String lines) {
        Map<String, Map<String, Field>> table = new LinkedHashMap<>();
        for (String line : lines.split("\n")) {
            List<String> words = new ArrayList<>(List.of(line.split(" +")));
            String name = words.remove(0);
            if (!everywhere.isEmpty()) {
                words.addAll(List.of(everywhere.split(" ")));
            }
            Map<String, Field> fields = new LinkedHashMap<>();
            for (String word : words) {
                int sign = word.indexOf('=');
                fields.put(word.substring(0, sign), Field.of(word.substring(sign + 1)));
            }
            table.put(name, Collections.unmodifiableMap(fields));
        }
        return Collections.unmodifiableMap(table);
    }
}
