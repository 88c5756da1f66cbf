package com.in2peta.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Refusal;
import java.util.EnumMap;
import java.util.Map;

/** What was set; the rest is as by default. It does not survive a restart. */
public final class Settings {

    private final Map<Setting, Long> set = new EnumMap<>(Setting.class);

    public synchronized long get(Setting setting) {
        return set.getOrDefault(setting, setting.byDefault());
    }

    /** All or nothing. */
    synchronized void set(JsonNode json) {
        Map<Setting, Long> wanted = new EnumMap<>(Setting.class);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode value = field.getValue();
            Setting setting = Setting.of(field.getKey())
                    .orElseThrow(() -> Refusal.text(400, "there is no setting " + field.getKey()));
            if (!value.canConvertToLong() || value.asLong() < 0 || value.asLong() > Setting.MAX_MS) {
                throw Refusal.text(400, field.getKey() + " is not a whole number from 0 to " + Setting.MAX_MS);
            }
            wanted.put(setting, value.asLong());
        }
        set.putAll(wanted);
    }

    synchronized void clear() {
        set.clear();
    }

    JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Setting setting : Setting.values()) {
            json.put(setting.wire(), get(setting));
        }
        return json;
    }
}
