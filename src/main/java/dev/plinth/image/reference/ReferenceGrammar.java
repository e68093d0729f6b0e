package dev.plinth.image.reference;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The grammar of the package documentation, as a scanner: one pass, no regular expression, no backtracking. */
final class ReferenceGrammar {

    /** As {@code distribution/reference}: of the whole name, domain included. */
    private static final int MAX_NAME = 255;

    private static final int MAX_TAG = 128;

    private ReferenceGrammar() {}

    static ImageReference parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an image reference must not be empty");
        }
        // A digest is the longest part that can follow a name of 255 and a tag of 128 characters.
        if (text.length() > MAX_NAME + 1 + MAX_TAG + 1 + 7 + 128) {
            throw new IllegalArgumentException(
                    "an image reference must not be longer than a name, a tag and a digest can be");
        }
        int at = text.indexOf('@');
        Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1));
        String named = at < 0 ? text : text.substring(0, at);
        int slash = named.lastIndexOf('/');
        int colon = named.indexOf(':', slash + 1);
        // "localhost:5000" alone is a repository with a tag, exactly as container runtimes read it.
        String tag = colon < 0 ? null : named.substring(colon + 1);
        String name = colon < 0 ? named : named.substring(0, colon);
        return split(name, tag, digest);
    }

    private static ImageReference split(String name, @Nullable String tag, @Nullable Digest digest) {
        if (name.length() == 64 && isHex(name)) {
            throw new IllegalArgumentException("a name must not be 64 hexadecimal digits: that is an image ID");
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        if (slash < 0 || !isDomain(first)) {
            String repository = slash < 0 ? "library/" + name : name;
            return new ImageReference(ImageReference.DOCKER_HUB, repository, tag, digest);
        }
        String registry = RegistryHost.canonical(first);
        String repository = name.substring(slash + 1);
        if (registry.equals(ImageReference.DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    private static boolean isDomain(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    static void checkDomain(String domain) {
        String host = domain;
        int end;
        if (domain.startsWith("[")) {
            end = domain.indexOf(']') + 1;
            if (end < 3
                    || !domain.substring(1, end - 1)
                            .chars()
                            .allMatch(c -> isHexDigit((char) c) || c == ':' || c == '.')) {
                throw new IllegalArgumentException("registry is no valid IPv6 address in brackets");
            }
        } else {
            int colon = domain.indexOf(':');
            end = colon < 0 ? domain.length() : colon;
            host = domain.substring(0, end);
            for (String part : host.split("\\.", -1)) {
                checkDomainPart(part);
            }
        }
        if (end < domain.length()) {
            String port = domain.charAt(end) == ':' ? domain.substring(end + 1) : "";
            if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("registry port must be digits");
            }
            int number = Integer.parseInt(port);
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException("registry port must be between 1 and 65535");
            }
        }
    }

    private static void checkDomainPart(String part) {
        boolean valid = !part.isEmpty() && part.charAt(0) != '-' && part.charAt(part.length() - 1) != '-';
        for (int i = 0; valid && i < part.length(); i++) {
            char c = part.charAt(i);
            valid = isLowerAlphanumeric(c) || c >= 'A' && c <= 'Z' || c == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException("registry host is not valid");
        }
    }

    static void checkRepository(String registry, String repository) {
        if (registry.length() + 1 + repository.length() > MAX_NAME) {
            throw new IllegalArgumentException("a name must not be longer than 255 characters");
        }
        for (String component : repository.split("/", -1)) {
            checkPathComponent(component);
        }
    }

    private static void checkPathComponent(String component) {
        int i = 0;
        int length = component.length();
        boolean valid = length > 0;
        while (valid) {
            int start = i;
            while (i < length && isLowerAlphanumeric(component.charAt(i))) {
                i++;
            }
            if (i == start) {
                valid = false;
            } else if (i == length) {
                return;
            } else {
                i = afterSeparator(component, i);
                valid = i > 0;
            }
        }
        boolean upper = !component.equals(component.toLowerCase(Locale.ROOT));
        throw new IllegalArgumentException(
                upper
                        ? "a repository must be lower case"
                        : "a repository's parts must be lower-case letters and digits, joined by '.', '_', '__' or dashes");
    }

    /** The index after the separator that begins at {@code i}, or -1 if none does. */
    private static int afterSeparator(String component, int i) {
        char c = component.charAt(i);
        if (c == '.') {
            return i + 1;
        }
        if (c == '_') {
            return i + 1 < component.length() && component.charAt(i + 1) == '_' ? i + 2 : i + 1;
        }
        int end = i;
        while (end < component.length() && component.charAt(end) == '-') {
            end++;
        }
        return end > i ? end : -1;
    }

    static void checkTag(String tag) {
        boolean valid = !tag.isEmpty() && tag.length() <= MAX_TAG && tag.charAt(0) != '.' && tag.charAt(0) != '-';
        for (int i = 0; valid && i < tag.length(); i++) {
            char c = tag.charAt(i);
            valid = isLowerAlphanumeric(c) || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || c == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "a tag must be 1 to 128 letters, digits, '_', '.' or '-', and begin with neither '.' nor '-'");
        }
    }

    private static boolean isLowerAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
