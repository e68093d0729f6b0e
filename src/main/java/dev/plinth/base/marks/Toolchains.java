package dev.plinth.base.marks;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.history.Words;
import java.util.Set;

/** Steps that install compilers and leave them there. */
public final class Toolchains {

    private static final Set<String> INSTALLERS =
            Set.of("apt-get", "apt", "apk", "dnf", "yum", "microdnf", "tdnf", "zypper");

    private static final Set<String> COMPILERS = Set.of(
            "build-essential",
            "gcc",
            "g++",
            "clang",
            "build-base",
            "gcc-c++",
            "golang",
            "golang-go",
            "rustc",
            "default-jdk",
            "openjdk-8-jdk",
            "openjdk-11-jdk",
            "openjdk-17-jdk",
            "openjdk-21-jdk");

    /** The official PHP images name their compilers by this variable. */
    private static final String PHP = "$PHPIZE_DEPS";

    private Toolchains() {}

    /** The package manager that a step installs something with, as facts name it; empty if it installs nothing. */
    public static String installer(Step step) {
        if (step.instruction() == Instruction.RUN && (step.says("install") || step.says("add"))) {
            for (String installer : INSTALLERS) {
                if (step.says(installer)) {
                    return installer.equals("apt-get") ? "apt" : installer;
                }
            }
        }
        return "";
    }

    /** Whether compilers are installed by name, and stay. */
    public static boolean areLeftBy(Step step) {
        return !installer(step).isEmpty() && Words.hasOne(step.text(), COMPILERS) && stays(step.text());
    }

    /** Whether they are, by name or by the variable of the official PHP images. */
    public static boolean areLeftInAnyWayBy(Step step) {
        return areLeftBy(step) || !installer(step).isEmpty() && step.text().contains(PHP) && stays(step.text());
    }

    /** What the same step takes away again leaves nothing; of a text that was cut short nobody knows. */
    private static boolean stays(String text) {
        return !text.endsWith("…")
                && !text.contains("purge")
                && !text.contains("apk del")
                && !text.contains("autoremove")
                && !text.contains("apt-mark auto")
                && !Words.has(text, "remove");
    }
}
