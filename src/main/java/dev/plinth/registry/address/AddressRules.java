package dev.plinth.registry.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses are nobody's business (IANA special-purpose address registries): whatever a pod author could reach through
 * this program but not by himself. IPv6 forms that carry an IPv4 address are judged by that.
 */
public final class AddressRules {

    private record Block(int base, int bits, String what) {
        boolean holds(int address) {
            return bits == 0 || (address ^ base) >>> (32 - bits) == 0;
        }
    }

    private static final Block[] REFUSED = {
        block("127.0.0.0", 8, "loopback"),
        block("169.254.0.0", 16, "link-local"),
        block("10.0.0.0", 8, "private"),
        block("172.16.0.0", 12, "private"),
        block("192.168.0.0", 16, "private"),
        block("100.64.0.0", 10, "shared (carrier or cloud)"),
        block("0.0.0.0", 8, "unspecified"),
        block("192.0.0.0", 24, "reserved"),
        block("192.0.2.0", 24, "documentation"),
        block("198.18.0.0", 15, "benchmarking"),
        block("198.51.100.0", 24, "documentation"),
        block("203.0.113.0", 24, "documentation"),
        block("192.88.99.0", 24, "reserved"),
        block("168.63.129.16", 32, "cloud platform"),
        block("224.0.0.0", 4, "multicast"),
        block("240.0.0.0", 4, "reserved"),
    };

    private AddressRules() {}

    /** Why a name is refused before it is even resolved: names that only a cluster knows, and addresses in disguise. */
    public static Optional<String> refusal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean cluster = name.endsWith(".svc") || name.endsWith(".cluster.local") || name.endsWith(".localhost");
        if (cluster) {
            return Optional.of("cluster-internal");
        }
        return isDisguised(name) ? Optional.of("strangely written") : Optional.empty();
    }

    /**
     * Whether some resolvers, a proxy's perhaps, take it for an address and others for a name: {@code 2130706433}, {@code 0x7f.1},
     * {@code 127.1}, {@code 010.0.0.1}. No name of a host ends in a number (WHATWG URL, "ends in a number").
     */
    private static boolean isDisguised(String name) {
        if (name.indexOf(':') >= 0) {
            return false;
        }
        String[] labels = name.split("[.]", -1);
        if (!isNumber(labels[labels.length - 1])) {
            return false;
        }
        return labels.length != 4 || !Arrays.stream(labels).allMatch(AddressRules::isOctet);
    }

    private static boolean isNumber(String label) {
        return label.startsWith("0x") || !label.isEmpty() && label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isOctet(String label) {
        return label.length() <= 3
                && !label.isEmpty()
                && label.chars().allMatch(c -> c >= '0' && c <= '9')
                && (label.length() == 1 || label.charAt(0) != '0')
                && Integer.parseInt(label) <= 255;
    }

    /** Why an address is refused: its kind; empty if it is a public one. */
    public static Optional<String> refusal(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> refusal(v4.getAddress(), 0);
            case Inet6Address v6 -> refusal(v6);
            default -> Optional.of("unknown");
        };
    }

    private static Optional<String> refusal(byte[] bytes, int at) {
        int address = (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
        return Arrays.stream(REFUSED)
                .filter(block -> block.holds(address))
                .map(Block::what)
                .findFirst();
    }

    private static Optional<String> refusal(Inet6Address address) {
        byte[] b = address.getAddress();
        if (address.isAnyLocalAddress()) {
            return Optional.of("unspecified");
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("loopback");
        }
        if (address.isMulticastAddress()) {
            return Optional.of("multicast");
        }
        if ((b[0] & 0xfe) == 0xfc) {
            return Optional.of("private");
        }
        if ((b[0] & 0xff) == 0xfe && (b[1] & 0x80) != 0) {
            // fe80::/10 link-local and fec0::/10 site-local
            return Optional.of("link-local");
        }
        if (zero(b, 0, 12) || zero(b, 0, 10) && (b[10] & 0xff) == 0xff && (b[11] & 0xff) == 0xff) {
            return refusal(b, 12);
        }
        if (b[0] == 0x00 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b) {
            // 64:ff9b::/96 translates to IPv4; 64:ff9b:1::/48 to a network's own
            return zero(b, 4, 12) ? refusal(b, 12) : Optional.of("private");
        }
        if (b[0] == 0x20 && b[1] == 0x02) {
            return refusal(b, 2);
        }
        if (b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xfe) == 0) {
            return Optional.of("reserved");
        }
        if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && (b[3] & 0xff) == 0xb8) {
            return Optional.of("documentation");
        }
        return (b[0] & 0xe0) == 0x20 ? Optional.empty() : Optional.of("reserved");
    }

    private static boolean zero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Block block(String base, int bits, String what) {
        try {
            byte[] b = InetAddress.getByName(base).getAddress();
            return new Block((b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff, bits, what);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(base, e);
        }
    }
}
