package dev.plinth.base.marks;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Distributions of RPM packages that steps and variables speak of: releases in packages' names ({@code nginx-1.26.2-1.el9.ngx},
 * {@code .amzn2023}, {@code .fc42}), platforms ({@code SWIFT_PLATFORM=amazonlinux2}), and commands that only one has.
 */
public final class RpmReleases {

    /**
     * A word that a number follows.
     *
     * @param word in lower case
     * @param images that such a release may be, the likeliest first
     */
    private record Prefix(String word, List<String> images) {}

    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("amazonlinux", List.of("amazonlinux")),
            new Prefix(".amzn", List.of("amazonlinux")),
            new Prefix(".mga", List.of("mageia")),
            new Prefix(".fc", List.of("fedora")),
            new Prefix("rockylinux", List.of("rockylinux")),
            new Prefix("almalinux", List.of("almalinux")),
            new Prefix("oraclelinux", List.of("oraclelinux")),
            new Prefix("oraclelinux-release-el", List.of("oraclelinux")),
            new Prefix("ol", List.of("oraclelinux")),
            new Prefix("centos", List.of("centos")),
            new Prefix(".el", List.of("rockylinux", "almalinux", "oraclelinux")));

    /** The only enterprise Linux of that number whose images were published for all. */
    private static final Map<String, List<String>> ENTERPRISE = Map.of("7", List.of("centos"), "6", List.of("centos"));

    private static final Map<String, Candidate> COMMANDS = Map.of(
            "amazon-linux-extras", Candidate.of("amazonlinux", "2"),
            "zypper", Candidate.of("opensuse/leap", "15"),
            "pacman", Candidate.of("archlinux", "latest"),
            "urpmi", Candidate.of("mageia", "9"),
            "swupd", Candidate.of("clearlinux", "latest"),
            "xbps-install", Candidate.of("ghcr.io/void-linux/void-glibc", "latest"),
            "emerge", Candidate.of("gentoo/stage3", "latest"));

    private static final int LONGEST = 4;

    private RpmReleases() {}

    /** The images that are spoken of, the first mention first; empty if none is. */
    public static List<Candidate> in(Clues clues) {
        Set<Candidate> found = new LinkedHashSet<>();
        clues.environment().values().values().forEach(value -> read(value, found));
        for (Step step : clues.steps().all()) {
            if (step.instruction() == Instruction.RUN || step.instruction() == Instruction.ARG) {
                read(step.text(), found);
                COMMANDS.forEach((command, image) -> {
                    if (step.instruction() == Instruction.RUN && step.says(command)) {
                        found.add(image);
                    }
                });
            }
        }
        return new ArrayList<>(found);
    }

    private static void read(String text, Set<Candidate> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Prefix prefix : PREFIXES) {
            String number = after(prefix.word(), lower);
            if (!number.isEmpty()) {
                List<String> images = prefix.word().equals(".el")
                        ? ENTERPRISE.getOrDefault(number, prefix.images())
                        : prefix.images();
                images.forEach(image -> found.add(Candidate.of(image, number)));
            }
        }
    }

    /** The whole number after a word that begins where no other word goes on; empty if there is none. */
    private static String after(String word, String text) {
        int at = text.indexOf(word);
        while (at >= 0) {
            int from = at + word.length();
            if (from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == ':')) {
                from++;
            }
            int end = from;
            while (end < text.length() && end - from <= LONGEST && Character.isDigit(text.charAt(end))) {
                end++;
            }
            boolean begins = word.charAt(0) == '.' || at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            // Oracle's channels: "ol9_codeready_builder"; anything may be called "ol9" otherwise.
            ends &= !word.equals("ol") || end < text.length() && text.charAt(end) == '_';
            if (begins && ends && end > from && end - from <= LONGEST) {
                return text.substring(from, end);
            }
            at = text.indexOf(word, at + 1);
        }
        return "";
    }
}
