package dev.plinth.image.reference;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;

/**
 * One spelling for every registry host, so that a rule about it cannot be side-stepped by another: host names in lower case, the port
 * without leading zeros and, behind a name with a dot, left out where it is that of https, Docker Hub by the name that references use, IPv6 addresses in the
 * shortest form (RFC 5952). Nothing is looked up.
 */
final class RegistryHost {

    /** What a host without a port is asked at. */
    private static final String USUAL_PORT = ":443";

    private RegistryHost() {}

    /** The one spelling; what is no host stays as it is, for the grammar to refuse. */
    static String canonical(String domain) {
        int colon = domain.lastIndexOf(':');
        boolean hasPort = colon > domain.lastIndexOf(']');
        String host = host(hasPort ? domain.substring(0, colon) : domain, hasPort);
        String port = hasPort ? ":" + withoutZeros(domain.substring(colon + 1)) : "";
        return port.equals(USUAL_PORT) && standsAlone(host) ? host : host + port;
    }

    /** Whether it is known for a host without a port: one word would be taken for a repository's. */
    private static boolean standsAlone(String host) {
        return host.indexOf('.') >= 0 || host.startsWith("[") || host.equals("localhost");
    }

    /** With its port, where that was left out: what patterns that speak of ports are about. */
    static String withPort(String canonical) {
        return canonical.lastIndexOf(':') > canonical.lastIndexOf(']') ? canonical : canonical + USUAL_PORT;
    }

    private static String host(String host, boolean hasPort) {
        if (host.startsWith("[")) {
            return ipv6(host);
        }
        // One word without a port is known for a host by its upper-case letter alone.
        boolean word = !hasPort && host.indexOf('.') < 0 && !host.equalsIgnoreCase("localhost");
        String name = word ? host : host.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com" -> ImageReference.DOCKER_HUB;
            default -> name;
        };
    }

    private static String withoutZeros(String port) {
        int zeros = 0;
        while (zeros < port.length() - 1 && port.charAt(zeros) == '0') {
            zeros++;
        }
        return port.substring(zeros);
    }

    private static String ipv6(String bracketed) {
        if (!bracketed.endsWith("]")) {
            return bracketed;
        }
        try {
            // A literal is only read, never looked up.
            InetAddress address = InetAddress.ofLiteral(bracketed.substring(1, bracketed.length() - 1));
            return address instanceof Inet6Address v6
                    ? "[" + shortest(v6.getAddress()) + "]"
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return bracketed;
        }
    }

    private static String shortest(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int from = 0;
        int most = 0;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > most) {
                from = i;
                most = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (most > 1 && i == from) {
                text.append("::");
                i += most - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
