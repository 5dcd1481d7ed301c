package dealpayouts;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.app.OfflineProduct;
import dealpayouts.e2e.ProductFolder;
import dealpayouts.routes.Diagnostic;
import dealpayouts.routes.RouteFiles;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What keeps route files from taking effect: where it stands, and in which words. */
class RouteCheckTest {

    private static final String FUNDING = "routes/funding.camel.yaml";
    private static final String PAYOUT = "routes/payout.camel.yaml";
    private static final String TRANSFER = "routes/transfer.camel.yaml";
    private static final String NEW = "routes/new.camel.yaml";

    private static OfflineProduct product;

    private final ProductFolder folder = ProductFolder.copy();

    @BeforeAll
    static void open() {
        product = new OfflineProduct();
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    void ourOwnFilesAreFine() {
        assertThat(findings()).isEmpty();
    }

    @Nested
    class OfTheFilesThemselves {

        @Test
        void brokenYamlIsFoundWithLineAndColumn() {
            folder.write(NEW, "- route:\n    id: broken\n  from: [\n");

            assertThat(only()).startsWith(NEW + ", line 4, column 1: This is no valid YAML: ");
        }

        @Test
        void aSettingWithoutQuotationMarksIsFound() {
            folder.write(NEW, route("        - to:\n            uri: {{wise.base-url}}\n"));

            assertThat(only()).startsWith(NEW + ", line 8, column 18: ").contains("between quotation marks");
        }

        @Test
        void anEmptyFileIsFound() {
            folder.write(NEW, "# nothing yet\n");

            assertThat(only()).startsWith(NEW + ", line 1").contains("The file is empty.");
        }

        @Test
        void aKeyThatStandsTwiceIsFound() {
            folder.write(NEW, route("        - log:\n            message: a\n            message: b\n"));

            assertThat(only()).startsWith(NEW + ", line 9, column 13: 'message' stands twice");
        }

        @Test
        void aMistypedStepIsFoundWithWhatWasMeant() {
            folder.write(NEW, route("        - setBodyy:\n            simple: hello\n"));

            assertThat(only())
                    .isEqualTo(
                            NEW + ", line 7, column 11: 'setBodyy' is not allowed in a route. Did you mean 'setBody'?");
        }

        @Test
        void aValueOfTheWrongKindIsFound() {
            folder.write(NEW, route("        - log:\n            message: [a]\n"));

            assertThat(only()).startsWith(NEW + ", line 8").contains("'message' needs a text here.");
        }

        @Test
        void allFilesAreLookedThroughAtOnce() {
            folder.write("routes/a.camel.yaml", "- route: [\n");
            folder.write("routes/b.camel.yaml", "\t- route:\n");

            assertThat(findings())
                    .extracting(Diagnostic::file)
                    .containsExactly("routes/a.camel.yaml", "routes/b.camel.yaml");
        }
    }

    @Nested
    class OfNames {

        @Test
        void aCallOfARouteThatIsNotThereIsFound() {
            folder.edit(
                    PAYOUT,
                    "uri: direct:contractor\n                      - to:",
                    "uri: direct:contracter\n                      - to:");

            assertThat(only())
                    .isEqualTo(PAYOUT + ", line 69, column 32: Nobody listens to direct:contracter."
                            + " Did you mean 'contractor'?");
        }

        @Test
        void aRouteThatDurableWorkCallsMustNotGo() {
            folder.remove("routes/top-ups.camel.yaml");

            assertThat(texts()).anyMatch(text -> text.contains("direct:top-ups, which durable work calls"));
        }

        @Test
        void aWebhookMustNotGo() {
            folder.remove("routes/wise-webhook.camel.yaml");

            assertThat(only()).contains("There is no route that begins with platform-http:/webhooks/wise.");
        }

        @Test
        void anIdThatIsTakenIsFoundAcrossFiles() {
            folder.write(NEW, route("        - to:\n            id: fund-transfer\n            uri: direct:watch\n"));

            assertThat(only()).startsWith(NEW + ", line 8, column 17: The id 'fund-transfer' is taken: " + FUNDING);
        }

        @Test
        void twoRoutesWithTheSameSourceAreFound() {
            folder.write(NEW, route("        - log:\n            message: a\n").replace("direct:new", "direct:quote"));

            assertThat(only()).contains("Two routes begin with direct:quote");
        }

        @Test
        void anErrorPolicyThatIsNotThereIsFound() {
            folder.write(
                    NEW,
                    route("        - log:\n            message: a\n")
                            .replace("    from:", "    routeConfigurationId: remote-erors\n    from:"));

            assertThat(only()).contains("no route configuration 'remote-erors'. Did you mean 'remote-errors'?");
        }

        @Test
        void aSettingThatIsNotThereIsFound() {
            folder.write(NEW, route("        - log:\n            message: \"{{wise.sorce-currency}}\"\n"));

            assertThat(only())
                    .startsWith(
                            NEW
                                    + ", line 8, column 22: The setting 'wise.sorce-currency' is not one that a route may read. Did you mean 'wise.source-currency'?");
        }
    }

    @Nested
    class OfEndpoints {

        @Test
        void anUnknownComponentIsFound() {
            folder.write(NEW, route("        - to:\n            uri: directt:quote\n"));

            assertThat(only()).contains("The component 'directt' is not allowed in a route. Did you mean 'direct'?");
        }

        @Test
        void aMistypedOptionIsFound() {
            folder.edit("routes/kommo-webhook.camel.yaml", "httpMethodRestrict: POST", "httpMethodRestrictt: POST");

            assertThat(only())
                    .isEqualTo("routes/kommo-webhook.camel.yaml, line 10, column 9: The option 'httpMethodRestrictt' of"
                            + " 'platform-http' is not allowed in a route. Did you mean 'httpMethodRestrict'?");
        }

        @Test
        void aMistypedOptionOfAnHttpCallIsFoundInAKamelet() {
            folder.edit("routes/kamelets/wise-call.kamelet.yaml", "okStatusCodeRange:", "okStatusCodeRangee:");

            assertThat(only())
                    .contains(
                            "The option 'okStatusCodeRangee' of 'http' is not allowed in a route. Did you mean 'okStatusCodeRange'?");
        }

        @Test
        void anUnknownKameletIsFound() {
            folder.edit("routes/together.camel.yaml", "call: balances", "call: balances\n              acept: 200");

            assertThat(only()).contains("The kamelet 'wise-call' has no parameter 'acept'. Did you mean 'accept'?");
        }

        @Test
        void aMissingParameterOfAKameletIsFound() {
            folder.edit("routes/together.camel.yaml", "              call: balances\n", "");

            assertThat(only()).contains("The kamelet 'wise-call' needs the parameter 'call'.");
        }

        @Test
        void aParameterThatAKameletDoesNotAllowIsFound() {
            folder.edit(
                    "routes/together.camel.yaml",
                    "method: GET\n              call: balances",
                    "method: HEAD\n              call: balances");

            assertThat(texts())
                    .anyMatch(text -> text.contains("cannot be 'HEAD'. It is one of GET, POST, PUT, PATCH, DELETE."));
        }

        @Test
        void aCallWithoutAPathIsFound() {
            folder.edit("routes/together.camel.yaml", "call: balances", "call: balance");

            assertThat(only()).contains("The call 'balance' has no path.");
        }

        @Test
        void aBeanThatIsNotThereIsFound() {
            folder.edit("routes/quote.camel.yaml", "uri: bean:balances", "uri: bean:balance");

            assertThat(only()).contains("There is no bean 'balance' for routes. Did you mean 'balances'?");
        }

        @Test
        void aMethodThatIsNotThereIsFound() {
            folder.edit(FUNDING, "method: explainRefusal", "method: explainsRefusal");

            assertThat(only())
                    .contains(
                            "The bean 'balances' has no method 'explainsRefusal' for routes. Did you mean 'explainRefusal'?");
        }

        @Test
        void aMethodThatIsNotThereIsFoundInAnExpression() {
            folder.edit(PAYOUT, "${bean:payouts?method=isLeftToPerson}", "${bean:payouts?method=isLeftToPersons}");

            assertThat(texts())
                    .anyMatch(text -> text.contains("The bean 'payouts' has no method 'isLeftToPersons' for routes."));
        }

        @Test
        void anExpressionThatCannotBeReadIsFound() {
            folder.edit(PAYOUT, "${variable.payout.stage} == 'ACCEPTED'", "${variabel.payout.stage} == 'ACCEPTED'");

            assertThat(only())
                    .startsWith(PAYOUT + ", line 54")
                    .contains("The function ${variabel.payout.stage} is not allowed in a route.");
        }

        @Test
        void aJsonPathThatCannotBeReadIsFound() {
            folder.write(
                    NEW,
                    route("        - setBody:\n            expression:\n              jsonpath:\n"
                            + "                expression: $[?(\n"));

            assertThat(only()).startsWith(NEW);
        }

        @Test
        void aReasonWithoutASentenceIsFound() {
            folder.edit("routes/notes.camel.yaml", "amountNotSet:", "amountNotSett:");

            assertThat(only()).contains("notes.camel.yaml has no sentence for amountNotSet");
        }
    }

    @Nested
    class OfMoney {

        @Test
        void fundingWithoutTheLedgersStepIsRefused() {
            folder.edit(FUNDING, "method: fundingRequested", "method: transferSearched");

            assertThat(only()).contains("This moves money without the ledger's step before it.");
        }

        @Test
        void fundingUnderAnotherNameIsRefused() {
            folder.write(
                    NEW,
                    route(call("POST", "payments"))
                            .replace("    from:", "    routeConfigurationId: remote-errors\n    from:"));

            assertThat(only()).contains("Nobody here knows what the call 'payments' does to money.");
        }

        @Test
        void fundingInALoopIsRefusedHoweverFarAway() {
            folder.write(
                    NEW,
                    route(
                            """
                                    - loop:
                                        expression:
                                          constant:
                                            expression: "2"
                                        steps:
                                          - to:
                                              uri: direct:funding
                            """));

            assertThat(only()).startsWith(NEW + ", line 13").contains("This would move money inside of 'loop'.");
        }

        @Test
        void aTransferOtherThanTheStoredOneIsRefused() {
            folder.edit(TRANSFER, "expression: ${variable.payout.transferBody}", "expression: '{}'");

            assertThat(only()).contains("something else than the request that the ledger has stored");
        }

        @Test
        void aTransferWhoseRequestIsChangedIsRefused() {
            folder.edit(
                    TRANSFER,
                    "                - to:\n                    id: make-transfer",
                    "                - setVariable:\n                    name: transferBody\n"
                            + "                    expression:\n                      constant:\n"
                            + "                        expression: '{}'\n"
                            + "                - to:\n                    id: make-transfer");

            assertThat(only()).contains("something else than the request that the ledger has stored");
        }

        @Test
        void aCallWithoutAnErrorPolicyIsRefused() {
            folder.write(NEW, route(call("GET", "transfer")));

            assertThat(texts()).anyMatch(text -> text.contains("calls a remote without an error policy"));
        }

        @Test
        void aPolicyThatRepeatsCallsIsRefused() {
            folder.edit(
                    "routes/remote-errors.camel.yaml",
                    "description: Nothing is decided; the next attempt finds out\n          exception:\n"
                            + "            - java.lang.Exception\n          redeliveryPolicy:\n"
                            + "            maximumRedeliveries: 0",
                    "description: Nothing is decided; the next attempt finds out\n          exception:\n"
                            + "            - java.lang.Exception\n          redeliveryPolicy:\n"
                            + "            maximumRedeliveries: 3");

            assertThat(only()).contains("This error policy lets Camel repeat a call.");
        }

        @Test
        void aPolicyThatSwallowsFailuresIsRefused() {
            folder.edit(
                    "routes/remote-errors.camel.yaml",
                    "            logExhausted: false\n          handled:\n            constant:\n"
                            + "              expression: \"false\"\n\n- routeConfiguration:\n    id: feedback-errors",
                    "            logExhausted: false\n          handled:\n            constant:\n"
                            + "              expression: \"true\"\n\n- routeConfiguration:\n    id: feedback-errors");

            assertThat(texts()).isNotEmpty().allMatch(text -> text.contains("swallows failures"));
        }

        @Test
        void aTryBlockIsRefused() {
            folder.write(
                    NEW,
                    route(
                            """
                                    - doTry:
                                        steps:
                                          - to:
                                              uri: direct:funding
                                        doCatch:
                                          - exception:
                                              - java.lang.Exception
                                            steps:
                                              - log:
                                                  message: never mind
                            """));

            assertThat(texts()).anyMatch(text -> text.contains("'doTry' is not allowed in a route."));
        }

        @Test
        void aCallThatIsChosenByTheMessageIsRefused() {
            folder.write(
                    NEW,
                    route(call("GET", "${variable.which}"))
                            .replace("    from:", "    routeConfigurationId: remote-errors\n    from:"));

            assertThat(texts()).anyMatch(text -> text.contains("depends on the message"));
        }

        @Test
        void anHttpCallOutsideOfAKameletIsRefused() {
            folder.write(NEW, route("        - to:\n            uri: https://costs.example/centres\n"));

            assertThat(only()).contains("This calls a remote by its address.");
        }

        @Test
        void aWebhookThatIsNotStoredIsRefused() {
            folder.edit("routes/kommo-webhook.camel.yaml", "method: store", "method: receivedSince(1)");

            assertThat(texts())
                    .anyMatch(text -> text.contains("This webhook is acknowledged without being stored."))
                    .anyMatch(text -> text.contains("no method 'receivedSince' for routes. Allowed: store."));
        }

        @Test
        void aWebhookThatAnswersFirstIsRefused() {
            folder.edit("routes/wise-webhook.camel.yaml", "expression: \"401\"", "expression: \"200\"");

            assertThat(only()).contains("This answers before the webhook is stored.");
        }

        @Test
        void aWebhookThatCallsARouteIsRefused() {
            folder.edit(
                    "routes/kommo-webhook.camel.yaml",
                    "        - to:\n            id: store-delivery",
                    "        - to:\n            uri: direct:watch\n        - to:\n            id: store-delivery");

            assertThat(only()).contains("A webhook must not call direct:watch while the sender waits.");
        }

        @Test
        void aSecretSettingInARouteIsRefused() {
            folder.write(NEW, route("        - log:\n            message: \"{{wise.api-key}}\"\n"));

            assertThat(only()).contains("must not get hold of the secret 'wise.api-key'");
        }

        @Test
        void aSecretTextIsRefused() {
            folder.write(
                    NEW,
                    route(
                            """
                                    - setHeader:
                                        name: X-Api-Key
                                        expression:
                                          constant:
                                            expression: 4kd8smw0cn5k
                            """));

            assertThat(only()).startsWith(NEW).contains("This looks like a secret.");
        }
    }

    @Nested
    class OfVariables {

        private static final String NOTES = "routes/notes.camel.yaml";
        private static final String AMOUNT = "Wise: payout amount not set.";

        @Test
        void aMistypedPartInASentenceIsFoundWithWhatWasMeant() {
            folder.edit(
                    NOTES,
                    "including the fee of ${variable.payout.fee}",
                    "including the fee of ${variable.payout.feee}");

            assertThat(only())
                    .startsWith(NOTES
                            + ", line 10, column 19: ${variable.payout} has no part 'feee' that a route may read.")
                    .endsWith("Did you mean 'fee'?");
        }

        @Test
        void aMistypedVariableInASentenceIsFound() {
            folder.edit(NOTES, AMOUNT, "Wise: ${variable.payuot.amount} is no amount.");

            assertThat(only())
                    .contains("Nothing before this sets the variable 'payuot'.")
                    .endsWith("Did you mean 'payout'?");
        }

        @Test
        void aSentenceDoesNotShowTheWholeRecord() {
            folder.edit(NOTES, AMOUNT, "Wise: no amount. ${variable.payout}");

            assertThat(only()).contains("People would read ${variable.payout} here as a whole");
        }

        @Test
        void aSentenceDoesNotShowTheStoredRequest() {
            folder.edit(NOTES, AMOUNT, "Wise: no amount. ${variable.payout.transferBody}");

            assertThat(only()).contains("People would read ${variable.payout.transferBody} here as a whole");
        }

        @Test
        void aMistypedVariableInTheFlowIsFoundWithWhatWasMeant() {
            folder.edit("routes/quote.camel.yaml", "${variable.quote.debit}", "${variable.qoute.debit}");

            assertThat(only())
                    .startsWith(
                            "routes/quote.camel.yaml, line 49, column 35: Nothing before this sets the variable 'qoute'.")
                    .endsWith("Did you mean 'quote'?");
        }

        @Test
        void aVariableThatIsSetOnlyAfterwardsIsFound() {
            folder.write(
                    NEW,
                    route(
                            """
                                    - log:
                                        message: ${variable.greeting}
                                    - setVariable:
                                        name: greeting
                                        expression:
                                          constant:
                                            expression: hello
                            """));

            assertThat(only()).contains("Nothing before this sets the variable 'greeting'.");
        }

        @Test
        void whatTheRequestOfACallNeedsIsSetBefore() {
            folder.write(
                    NEW,
                    route(call("GET", "payments") + "              accept: 200-299,418\n")
                            .replace("    from:", "    routeConfigurationId: look-errors\n    from:"));

            assertThat(only())
                    .startsWith(NEW + ", line 12")
                    .contains("Nothing before this sets the variable 'payout'.");
        }

        @Test
        void whatABeanReadsIsSetBefore() {
            folder.write(
                    NEW,
                    route("        - to:\n            uri: bean:quotes\n            parameters:\n"
                            + "              method: request\n"));

            assertThat(only()).contains("which bean:quotes reads in request.");
        }
    }

    private static String call(String method, String name) {
        return """
                        - to:
                            uri: kamelet:wise-call
                            parameters:
                              method: %s
                              call: %s
                """
                .formatted(method, name);
    }

    private static String route(String steps) {
        return """
                # Only for a test.
                - route:
                    id: new
                    from:
                      uri: direct:new
                      steps:
                """
                + steps;
    }

    private String only() {
        List<String> texts = texts();
        assertThat(texts).hasSize(1);
        return texts.get(0);
    }

    private List<String> texts() {
        return findings().stream().map(Diagnostic::toString).toList();
    }

    private List<Diagnostic> findings() {
        return product.findings(RouteFiles.read(folder.path().resolve("routes")));
    }
}
