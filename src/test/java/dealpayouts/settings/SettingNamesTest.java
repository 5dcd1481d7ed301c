package dealpayouts.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dealpayouts.settings.SettingValues.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that looks like a setting and is none is told, whoever meant which one. */
class SettingNamesTest {

    private final SettingNames names = SettingNames.known();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WISE_SOURCE_CURENCY | WISE_SOURCE_CURENCY is no setting; did you mean WISE_SOURCE_CURRENCY?",
                "WIES_API_KEY | WIES_API_KEY is no setting; did you mean WISE_API_KEY?",
                "WISE_CURRENCY_SOURCE | WISE_CURRENCY_SOURCE is no setting; did you mean WISE_SOURCE_CURRENCY?",
                "KOMMO_PIPELINE_ID | KOMMO_PIPELINE_ID is no setting; did you mean KOMMO_PAYOUT_PIPELINE_ID?",
                "CF_TRANSFER_DETAIL_IDS | CF_TRANSFER_DETAIL_IDS is no setting; did you mean CF_TRANSFER_DETAILS?",
                "KOMMO_CLIENT_SECRETS | KOMMO_CLIENT_SECRETS is no setting; did you mean KOMMO_CLIENT_SECRET?",
                "ROUTES_ALLOWED_HOST | ROUTES_ALLOWED_HOST is no setting; did you mean ROUTES_ALLOWED_HOSTS?",
                "CF_PAYOUT_AMMOUNT | CF_PAYOUT_AMMOUNT is no setting; did you mean CF_PAYOUT_AMOUNT?",
                "PUBLIC_URL_ | PUBLIC_URL_ is no setting; did you mean PUBLIC_URL?",
                "kommo_payout_stage_id | kommo_payout_stage_id is no setting; did you mean KOMMO_PAYOUT_STAGE_ID?",
                "WISE_BASE_URL_FILE | WISE_BASE_URL_FILE is no setting; did you mean",
                "WISE_API_KEY_FIEL | WISE_API_KEY_FIEL is no setting; did you mean WISE_API_KEY_FILE?",
                "BATCH_CUTOFF | BATCH_CUTOFF is no setting",
                "ROUTES_HOSTS | ROUTES_HOSTS is no setting; did you mean ROUTES_ALLOWED_HOSTS?",
                "HOOK_RETRIES | HOOK_RETRIES is no setting",
                "REMOTE_TIMEOUT_MS | REMOTE_TIMEOUT_MS is no setting; did you mean REMOTE_",
                "KOMMO_COLOUR | KOMMO_COLOUR is no setting; unset it, or see docs/settings.md."
            })
    void aVariableThatLooksLikeASettingIsTold(String variable, String sentence) {
        assertThat(ofEnvironment(variable, "EUR")).singleElement().asString().startsWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WISE_SOURCE_CURRENCY",
                "WISE_API_KEY_FILE",
                "KOMMO_TOKEN_KEY_FILE",
                "LOG_FORMAT",
                "OTEL_SERVICE_NAME",
                "CAMEL_LOG_LEVEL",
                "WISE_PATH_QUOTES",
                "HTTPS_PORT",
                "HTTP_PROXY",
                "CF_INSTANCE_ADDR",
                "REMOTE_ADDR",
                "REMOTE_HOST",
                "REMOTE_PORT",
                "REMOTE_USER",
                "GRAFANA_PASSWORD",
                "PATH"
            })
    void othersAreNot(String variable) {
        assertThat(ofEnvironment(variable, "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LEDGER_SERVICE_HOST, 10.0.0.7",
        "LEDGER_SERVICE_PORT, 5432",
        "LEDGER_SERVICE_PORT_POSTGRESQL, 5432",
        "LEDGER_PORT, tcp://10.0.0.7:5432",
        "LEDGER_PORT_5432_TCP, tcp://10.0.0.7:5432",
        "LEDGER_PORT_5432_TCP_ADDR, 10.0.0.7",
        "WISE_MOCK_SERVICE_HOST, 10.0.0.8",
        "WISE_MOCK_PORT, tcp://10.0.0.8:80"
    })
    void norIsWhatAPlatformSetsForAService(String variable, String value) {
        assertThat(ofEnvironment(variable, value)).isEmpty();
    }

    @Test
    void aKeyOfTheFileThatLooksLikeASettingIsTold() {
        assertThat(sentences(names.problems(Map.of(), List.of("wise.source-curency"))))
                .containsExactly("wise.source-curency is no setting; did you mean wise.source-currency?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch.max-size",
                "cf.amount",
                "hook.url",
                "management.ssl",
                "public.address",
                "remote.timeout-ms",
                "routes.hosts",
                "watch.seconds"
            })
    void soIsEachThatBeginsAsOneDoes(String key) {
        assertThat(sentences(names.problems(Map.of(), List.of(key))))
                .singleElement()
                .asString()
                .startsWith(key + " is no setting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http.agent", "camel.main.name", "otel.service.name", "own.batch.size", "user.dir", "debug"})
    void keysOfOthersAreNot(String key) {
        assertThat(names.problems(Map.of(), List.of(key))).isEmpty();
    }

    @Test
    void anIntegrationEngineerMayAddKeysOfTheirOwn() {
        assertThat(names.problems(
                        Map.of("ACME_COST_CENTRE", "7", "OWN_PUBLIC_URL", "x", "WISE_PATH_RATES", "/v1/rates"),
                        List.of("acme.cost-centre", "own.http.port", "wise.path.rates", "camel.main.name")))
                .isEmpty();
    }

    @Test
    void everySettingIsKnownInBothSpellings() {
        assertThat(names.settings()).isNotEmpty().allSatisfy(key -> {
            assertThat(names.problems(Map.of(), List.of(key))).isEmpty();
            assertThat(ofEnvironment(SettingValues.variable(key), "x")).isEmpty();
        });
    }

    private List<String> ofEnvironment(String variable, String value) {
        return sentences(names.problems(Map.of(variable, value), List.of()));
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream().map(Problem::sentence).toList();
    }
}
