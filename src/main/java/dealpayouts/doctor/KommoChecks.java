package dealpayouts.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dealpayouts.json.Json;
import dealpayouts.kommo.KommoSettings;
import dealpayouts.kommo.KommoWebhook;
import dealpayouts.kommo.Pipelines;
import dealpayouts.kommo.Pipelines.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/** Bean {@code kommoChecks}: token, account, stages and webhook. */
public final class KommoChecks {

    private final KommoSettings settings;
    private final String token;
    private final KommoWebhook webhook;
    private final Clock clock;

    public KommoChecks(KommoSettings settings, String token, KommoWebhook webhook, Clock clock) {
        this.settings = settings;
        this.token = token;
        this.webhook = webhook;
        this.clock = clock;
    }

    /**
     * Whether the token is good for longer, and whether this is the account of the settings.
     *
     * @param answer Kommo's account (Kommo reference §10)
     */
    public List<CheckResult> account(@Variable("accountAnswer") String answer) {
        JsonNode account = Json.read(answer);
        return List.of(
                TokenExpiry.judge("Kommo token", "KOMMO_ACCESS_TOKEN", token, clock.instant(), false),
                account(account));
    }

    private CheckResult account(JsonNode account) {
        String check = "Kommo account";
        String subdomain = account.path("subdomain").asText();
        long id = account.path("id").asLong();
        String found = subdomain + ", id " + id + ", currency "
                + account.path("currency").asText("not known");
        if (!subdomain.equalsIgnoreCase(settings.account())) {
            return CheckResult.problem(
                    check, found + ": not " + settings.account(), "set KOMMO_SUBDOMAIN and the token to one account");
        }
        if (settings.accountId() != null && settings.accountId() != id) {
            return CheckResult.problem(
                    check,
                    found + ": not " + settings.accountId() + ", so every delivery would be refused",
                    "set KOMMO_ACCOUNT_ID to " + id);
        }
        return CheckResult.ok(check, found);
    }

    /**
     * Whether the stages of the settings exist.
     *
     * @param answer Kommo's list of pipelines
     */
    public List<CheckResult> stages(@Variable("pipelinesAnswer") String answer) {
        List<Stage> stages = Pipelines.stages(answer);
        List<CheckResult> findings = new ArrayList<>();
        findings.add(payStage(stages));
        if (settings.paidStageId() != null) {
            findings.add(otherStage("stage for paid deals", "KOMMO_PAID_STAGE_ID", settings.paidStageId(), stages));
        }
        if (settings.attentionStageId() != null) {
            findings.add(
                    otherStage("stage for attention", "KOMMO_ATTENTION_STAGE_ID", settings.attentionStageId(), stages));
        }
        return findings;
    }

    /** Whether there is nothing wrong with account and Pay stage. */
    public boolean isReady(@Variable("accountAnswer") String account, @Variable("pipelinesAnswer") String pipelines) {
        return account(Json.read(account)).mark() == CheckResult.Mark.OK
                && payStage(Pipelines.stages(pipelines)).mark() == CheckResult.Mark.OK;
    }

    private CheckResult payStage(List<Stage> stages) {
        String check = "Pay stage";
        if (settings.stageId() == 0) {
            return CheckResult.problem(
                    check, "KOMMO_PAYOUT_STAGE_ID is not set", "set it; the stages are, " + named(stages));
        }
        List<Stage> found = stages.stream()
                .filter(stage -> stage.id() == settings.stageId())
                .filter(stage -> settings.pipelineId() == null || stage.pipelineId() == settings.pipelineId())
                .toList();
        String asked =
                settings.stageId() + (settings.pipelineId() == null ? "" : " in pipeline " + settings.pipelineId());
        if (found.isEmpty()) {
            return CheckResult.problem(
                    check,
                    "there is no stage " + asked,
                    "set KOMMO_PAYOUT_STAGE_ID and KOMMO_PAYOUT_PIPELINE_ID; the stages are, " + named(stages));
        }
        if (found.size() > 1) {
            return CheckResult.problem(
                    check, "stage " + asked + " is in " + found.size() + " pipelines", "set KOMMO_PAYOUT_PIPELINE_ID");
        }
        Stage stage = found.get(0);
        if (stage.archived()) {
            return CheckResult.problem(check, stage + ": the pipeline is archived", "take it out of the archive");
        }
        return CheckResult.ok(check, stage.toString());
    }

    private CheckResult otherStage(String check, String variable, long id, List<Stage> stages) {
        if (id == settings.stageId()) {
            return CheckResult.problem(
                    check, variable + " is the Pay stage itself", "set it to another stage, or to nothing");
        }
        Long pipeline = settings.pipelineId() != null
                ? settings.pipelineId()
                : stages.stream()
                        .filter(stage -> stage.id() == settings.stageId())
                        .map(Stage::pipelineId)
                        .findFirst()
                        .orElse(null);
        return stages.stream()
                .filter(stage -> stage.id() == id && (pipeline == null || stage.pipelineId() == pipeline))
                .findFirst()
                .map(stage -> CheckResult.ok(check, stage.toString()))
                .orElseGet(() -> CheckResult.problem(
                        check,
                        "there is no stage " + id + " in the Pay stage's pipeline",
                        "set " + variable + "; the stages are, " + named(stages)));
    }

    private static String named(List<Stage> stages) {
        return stages.stream()
                .collect(Collectors.groupingBy(
                        stage -> "in pipeline " + stage.pipelineId() + " '" + stage.pipeline() + "': ",
                        LinkedHashMap::new,
                        Collectors.mapping(stage -> stage.id() + " '" + stage.name() + "'", Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(pipeline -> pipeline.getKey() + pipeline.getValue())
                .collect(Collectors.joining("; "));
    }

    /**
     * Whether Kommo tells us of deals.
     *
     * @param answer Kommo's list of webhooks; empty when there are none
     */
    public CheckResult webhook(@Variable("webhooksAnswer") String answer) {
        String check = "Kommo webhook";
        return switch (webhook.state(answer)) {
            case THERE -> CheckResult.ok(check, webhook.shown() + " for " + KommoWebhook.events());
            case INCOMPLETE ->
                CheckResult.problem(check, "it lacks one of " + KommoWebhook.events(), "run setup, which adds it");
            case DISABLED ->
                CheckResult.problem(
                        check,
                        "Kommo has disabled it after too many bad answers; only the sweep finds deals now",
                        "put right what PUBLIC_URL answers, then run setup, which enables it again");
            case OTHER_SECRET ->
                CheckResult.problem(
                        check,
                        "there is one to " + webhook.shown() + " with another secret than KOMMO_WEBHOOK_SECRET",
                        "run setup, which makes ours, and delete the other one in Kommo");
            case MISSING ->
                CheckResult.problem(
                        check,
                        "there is none to us; only the sweep finds deals"
                                + (webhook.isKnown() ? "" : ". PUBLIC_URL is not set"),
                        webhook.isKnown() ? "run setup, which makes it" : "set PUBLIC_URL, then run setup");
        };
    }
}
