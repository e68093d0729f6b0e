package dev.plinth.registry.settings;

import dev.plinth.image.reference.ImageReference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one host is talked to.
 *
 * @param host host and optional port, as references call it
 * @param plainHttp without TLS
 * @param caFile PEM certificates trusted beside the system's; null if none
 * @param clientCertificate null if none
 * @param allowPrivateAddresses whether its addresses may be loopback, link-local, private or the cluster's
 * @param maxInFlight the most exchanges at one time; half of them for reading that nobody waits for
 */
public record HostSettings(
        String host,
        boolean plainHttp,
        @Nullable Path caFile,
        @Nullable ClientCertificate clientCertificate,
        boolean allowPrivateAddresses,
        int maxInFlight) {

    public static final int DEFAULT_IN_FLIGHT = 16;

    private static final String HUB_API = "registry-1.docker.io";

    public HostSettings {
        if (maxInFlight < 1 || maxInFlight > 1_000) {
            throw new IllegalArgumentException("must be between 1 and 1000");
        }
    }

    /** A host that nothing is said about: https, the system's certificate authorities, public addresses. */
    public static HostSettings of(String host) {
        return new HostSettings(host, false, null, null, false, DEFAULT_IN_FLIGHT);
    }

    /** The name to connect to, without the port; Docker Hub's is not the one that references use. */
    public String name() {
        if (host.equals(ImageReference.DOCKER_HUB)) {
            return HUB_API;
        }
        int colon = portColon();
        String name = colon < 0 ? host : host.substring(0, colon);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    public int port() {
        int colon = portColon();
        return colon < 0 ? plainHttp ? 80 : 443 : Integer.parseInt(host.substring(colon + 1));
    }

    private int portColon() {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : -1;
    }

    /** As the {@code Host} header has it. */
    public String authority() {
        return host.equals(ImageReference.DOCKER_HUB) ? HUB_API : host;
    }

    /** {@code https://registry.corp}, without a path. */
    public String url() {
        return (plainHttp ? "http://" : "https://") + authority();
    }
}
