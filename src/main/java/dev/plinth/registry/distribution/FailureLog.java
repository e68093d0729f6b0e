package dev.plinth.registry.distribution;

import dev.plinth.base.Unavailable;
import dev.plinth.registry.http.Tries;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One log line for each look-up that failed at a host, with the same keys always; {@code docs/configuration.md} has the schema. What is
 * written was decided here or parsed: no text of a registry, no credential and no token.
 */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger("dev.plinth.registry");

    private FailureLog() {}

    static void failed(Location location, Unavailable why, Tries tries) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", "registry-lookup-failed");
        fields.put("host", location.host().host());
        fields.put("operation", tries.operation());
        fields.put("reason", why.reason().label());
        fields.put("status", tries.status());
        fields.put("attempt", Integer.toString(tries.attempt()));
        fields.put("image", location.asked().canonical());
        StringBuilder line = new StringBuilder("registry look-up failed:");
        fields.forEach((key, value) -> {
            if (!key.equals("event")) {
                line.append(' ').append(key).append('=').append(value);
            }
            MDC.put(key, value);
        });
        try {
            LOG.info(
                    why.detail().isEmpty()
                            ? line
                            : line.append(" (").append(why.detail()).append(')'));
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
