package dev.plinth.policy.advice;

import java.util.Optional;

/** Versions as numbers joined by dots. */
final class Versions {

    private static final int MAX_PART = 9;

    private Versions() {}

    /** Whether it is numbers and dots alone. */
    static boolean isNumeric(String version) {
        for (String part : version.split("\\.", -1)) {
            if (part.isEmpty() || part.length() > MAX_PART || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are numeric and have as many parts. */
    static boolean areComparable(String a, String b) {
        return isNumeric(a) && isNumeric(b) && a.split("\\.", -1).length == b.split("\\.", -1).length;
    }

    /** Compares numeric versions part by part; a missing part is zero. */
    static int compare(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int l = i < left.length ? Integer.parseInt(left[i]) : 0;
            int r = i < right.length ? Integer.parseInt(right[i]) : 0;
            if (l != r) {
                return Integer.compare(l, r);
            }
        }
        return 0;
    }

    /** The version that a text begins with, of at most so many parts; empty if it begins with none. */
    static Optional<String> atMost(String text, int parts) {
        for (int n = parts; n > 0; n--) {
            Optional<String> leading = leading(text, n);
            if (leading.isPresent()) {
                return leading;
            }
        }
        return Optional.empty();
    }

    /** The version that a text begins with, cut to so many parts; empty if it has fewer. */
    static Optional<String> leading(String text, int parts) {
        int end = 0;
        int found = 0;
        while (found < parts) {
            int start = end;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == start || end - start > MAX_PART) {
                return Optional.empty();
            }
            found++;
            if (found < parts) {
                if (end >= text.length() || text.charAt(end) != '.') {
                    return Optional.empty();
                }
                end++;
            }
        }
        return Optional.of(text.substring(0, end));
    }
}
