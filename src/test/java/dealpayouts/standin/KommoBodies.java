package dealpayouts.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dealpayouts.standin.KommoWorld.Lead;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/** Webhook bodies (Kommo reference §3.3 to §3.5). */
final class KommoBodies {

    private KommoBodies() {}

    /** What an account webhook sends: whole leads, form-encoded. */
    static String account(String action, List<Lead> leads, boolean accountFirst) {
        Form form = new Form();
        if (accountFirst) {
            accountBlock(form, true);
        }
        for (int i = 0; i < leads.size(); i++) {
            Lead lead = leads.get(i);
            String prefix = "leads[" + action + "][" + i + "]";
            form.add(prefix + "[id]", lead.id);
            if (action.equals("delete")) {
                form.add(prefix + "[status_id]", lead.status).add(prefix + "[pipeline_id]", lead.pipeline);
            } else {
                wholeLead(form, prefix, lead, !action.equals("add"));
            }
        }
        if (!accountFirst) {
            accountBlock(form, true);
        }
        return form.toString();
    }

    /** What a Digital Pipeline webhook sends: ids only. */
    static String digitalPipeline(List<Lead> leads) {
        Form form = new Form();
        for (int i = 0; i < leads.size(); i++) {
            Lead lead = leads.get(i);
            String prefix = "leads[status][" + i + "]";
            form.add(prefix + "[id]", lead.id)
                    .add(prefix + "[status_id]", lead.status)
                    .add(prefix + "[pipeline_id]", lead.pipeline)
                    .add(prefix + "[old_status_id]", lead.oldStatus)
                    .add(prefix + "[old_pipeline_id]", lead.oldPipeline);
        }
        accountBlock(form, false);
        return form.toString();
    }

    /** What the guide expects: JSON with integers. */
    static String guide(String action, List<Lead> leads) {
        ArrayNode items = Json.array();
        for (Lead lead : leads) {
            ObjectNode item = Json.object(
                    "id", lead.id, "name", lead.name, "status_id", lead.status, "pipeline_id", lead.pipeline);
            if (!action.equals("add")) {
                item.put("old_status_id", lead.oldStatus).put("old_pipeline_id", lead.oldPipeline);
            }
            items.add(item.put("price", lead.price).put("last_modified", lead.updatedAt));
        }
        return Json.write(Json.object(
                "leads",
                Json.object(action, items),
                "account",
                Json.object("id", KommoStandIn.ACCOUNT_ID, "subdomain", KommoStandIn.SUBDOMAIN)));
    }

    private static void wholeLead(Form form, String prefix, Lead lead, boolean withOldStage) {
        form.add(prefix + "[name]", lead.name).add(prefix + "[status_id]", lead.status);
        if (withOldStage) {
            form.add(prefix + "[old_status_id]", lead.oldStatus);
        }
        form.add(prefix + "[price]", lead.price)
                .add(prefix + "[responsible_user_id]", lead.responsible)
                .add(prefix + "[last_modified]", lead.updatedAt)
                .add(prefix + "[modified_user_id]", lead.updatedBy)
                .add(prefix + "[created_user_id]", KommoWorld.MANAGER)
                .add(prefix + "[date_create]", lead.createdAt)
                .add(prefix + "[pipeline_id]", lead.pipeline)
                .add(prefix + "[account_id]", KommoStandIn.ACCOUNT_ID);
        int index = 0;
        for (var field : lead.fields.entrySet()) {
            customField(
                    form,
                    prefix + "[custom_fields][" + index++ + "]",
                    lead.definitions.byId(field.getKey()),
                    field.getValue());
        }
        form.add(prefix + "[created_at]", lead.createdAt).add(prefix + "[updated_at]", lead.updatedAt);
    }

    private static void customField(Form form, String prefix, KommoField field, ArrayNode values) {
        form.add(prefix + "[id]", field.id()).add(prefix + "[name]", field.name());
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (field.type().equals("date")) {
                form.add(prefix + "[values][" + i + "]", value.path("value").asText());
                continue;
            }
            String item = field.type().equals("radiobutton") ? prefix + "[values]" : prefix + "[values][" + i + "]";
            form.add(item + "[value]", value.path("value").asText());
            if (value.hasNonNull("enum_id")) {
                form.add(item + "[enum]", value.path("enum_id").asText());
            }
        }
    }

    private static void accountBlock(Form form, boolean withLinks) {
        form.add("account[subdomain]", KommoStandIn.SUBDOMAIN).add("account[id]", KommoStandIn.ACCOUNT_ID);
        if (withLinks) {
            form.add("account[_links][self]", "https://" + KommoStandIn.SUBDOMAIN + ".kommo.com");
        }
    }

    private static final class Form {

        private final StringJoiner pairs = new StringJoiner("&");

        Form add(String key, Object value) {
            pairs.add(encode(key) + "=" + encode(value.toString()));
            return this;
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return pairs.toString();
        }
    }
}
