package dev.plinth.base.pinning;

import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Grades references. A tag or a repository's name is read word by word; a word names a release if it is a release's codename,
 * a distribution with its number ({@code alpine3.24}, {@code alpine-3.24}, {@code ubi9}), or a day ({@code 20260801}).
 */
final class PinningGrades {

    private PinningGrades() {}

    static Pinning of(ImageReference reference) {
        if (reference.digest() != null) {
            return Pinning.DIGEST;
        }
        String tag = reference.tag();
        if (tag == null || tag.equals("latest")) {
            return Pinning.NONE;
        }
        return tagNamesRelease(reference, tag) || repositoryNamesRelease(reference)
                ? Pinning.CODENAME
                : Pinning.FLOATING;
    }

    private static boolean tagNamesRelease(ImageReference reference, String tag) {
        List<String> words = words(tag);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (ReleaseNames.CODENAMES.contains(word)
                    || isDay(word)
                    || namesNumber(word, ReleaseNames.NUMBERED.keySet())
                    || i + 1 < words.size()
                            && ReleaseNames.UNMISTAKABLE.contains(word)
                            && namesNumber(word + words.get(i + 1), ReleaseNames.UNMISTAKABLE)) {
                return true;
            }
        }
        return !words.isEmpty()
                && namesNumber(distribution(reference) + words.getFirst(), ReleaseNames.NUMBERED.keySet());
    }

    /** The distribution that a repository holds; empty if it holds something else, or is not known to. */
    private static String distribution(ImageReference reference) {
        List<String> segments = List.of(reference.repository().split("/"));
        String last = segments.getLast();
        if (last.equals("core") && segments.size() > 1) {
            // mcr.microsoft.com/azurelinux/base/core, mcr.microsoft.com/cbl-mariner/base/core
            return segments.contains("azurelinux") ? "azurelinux" : segments.contains("cbl-mariner") ? "mariner" : "";
        }
        String other = ReleaseNames.REPOSITORIES.get(last);
        return other != null ? other : ReleaseNames.NUMBERED.containsKey(last) ? last : "";
    }

    /** Whether a part of the path does, as in {@code distroless/static-debian13} and {@code ubi9/ubi-minimal}. */
    private static boolean repositoryNamesRelease(ImageReference reference) {
        for (String segment : reference.repository().split("/")) {
            List<String> words = words(segment);
            boolean beside = words.stream().anyMatch(ReleaseNames.BESIDE_CODENAMES::contains);
            for (String word : words) {
                if (namesNumber(word, ReleaseNames.IN_REPOSITORIES)
                        || beside && ReleaseNames.CODENAMES.contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By hand: a regular expression would be compiled for every image of every review. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = 0;
        for (int i = 0; i <= lower.length(); i++) {
            if (i == lower.length() || lower.charAt(i) == '-' || lower.charAt(i) == '_') {
                if (i > start) {
                    words.add(lower.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** Whether the word is one of these distributions and as many numbers as its releases have. */
    private static boolean namesNumber(String word, Set<String> distributions) {
        int letters = 0;
        while (letters < word.length() && Character.isLetter(word.charAt(letters))) {
            letters++;
        }
        String distribution = word.substring(0, letters);
        Integer least = ReleaseNames.NUMBERED.get(distribution);
        return least != null && distributions.contains(distribution) && numbers(word, letters) >= least;
    }

    /** How many numbers, joined by dots, the word has from there to its end; 0 if there is something else. */
    private static int numbers(String word, int from) {
        int numbers = 0;
        boolean digits = false;
        for (int i = from; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= '0' && c <= '9') {
                numbers += digits ? 0 : 1;
                digits = true;
            } else if (c == '.' && digits) {
                digits = false;
            } else {
                return 0;
            }
        }
        return digits ? numbers : 0;
    }

    /** Whether the word is, or begins with, a day from 2000 to 2099: {@code 20260801}, {@code 20260801.0.1}. */
    private static boolean isDay(String word) {
        if (word.length() < 8 || word.length() > 8 && word.charAt(8) != '.' || numbers(word, 0) == 0) {
            return false;
        }
        int dot = word.indexOf('.');
        if (dot >= 0 && dot != 8) {
            return false;
        }
        int month = Integer.parseInt(word.substring(4, 6));
        int day = Integer.parseInt(word.substring(6, 8));
        return word.startsWith("20") && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
