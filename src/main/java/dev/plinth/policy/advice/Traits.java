package dev.plinth.policy.advice;

import dev.plinth.image.HistoryEntry;
import dev.plinth.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image's configuration shows of what it needs. Only signs that are there count: their absence proves nothing.
 *
 * @param shell that its start command needs a shell
 * @param packages that packages of the distribution were installed above its base
 * @param compiler that it was built, or compiles, in its final stage
 * @param nativeModules that modules were compiled natively above its base
 * @param glibc that something in it was made for glibc
 * @param staticBinary that its Go program was linked statically
 */
public record Traits(
        boolean shell, boolean packages, boolean compiler, boolean nativeModules, boolean glibc, boolean staticBinary) {

    /** Nothing is known. */
    public static final Traits UNKNOWN = new Traits(false, false, false, false, false, false);

    private static final List<String> SHELLS = List.of("sh", "bash", "ash", "dash", "zsh", "busybox");

    /** Scripts that official images bring along as the entrypoint: inherited, and gone with the base. */
    private static final List<String> INHERITED =
            List.of("docker-entrypoint.sh", "__cacert_entrypoint.sh", "docker-php-entrypoint");

    private static final List<String> INSTALLS = List.of(
            "apt-get install",
            "apt install",
            "apk add",
            "apk --no-cache add",
            "dnf install",
            "microdnf install",
            "yum install",
            "zypper install",
            "tdnf install",
            "dnf -y install",
            "microdnf -y install",
            "yum -y install");
    private static final List<String> COMPILERS =
            List.of("build-essential", "gcc", "g++", "build-base", "python3-dev", "libpq-dev", "default-jdk", "clang");
    private static final List<String> NATIVE = List.of("node-gyp", "pecl install", "phpize", "npm rebuild");
    private static final int MAX_STEPS = 500;

    /**
     * Reads the signs.
     *
     * @param baseLayers how many of the lowest layers are the base's; null if unknown: then every step counts
     */
    public static Traits of(ImageConfig config, @Nullable Integer baseLayers) {
        List<String> steps = above(config, baseLayers == null ? 0 : baseLayers);
        boolean installs = any(steps, INSTALLS);
        return new Traits(
                startsInShell(config),
                installs,
                installs && any(steps, COMPILERS),
                any(steps, NATIVE),
                config.env("LD_PRELOAD").isPresent()
                        || config.env("NVIDIA_VISIBLE_DEVICES").isPresent()
                        || config.env("CUDA_VERSION").isPresent()
                        || any(steps, List.of("libc6-compat", "gcompat")),
                config.env("CGO_ENABLED").filter("0"::equals).isPresent() || any(steps, List.of("cgo_enabled=0")));
    }

    /** The same where the pod itself runs it with a shell. */
    public Traits runInShell() {
        return new Traits(true, packages, compiler, nativeModules, glibc, staticBinary);
    }

    private static List<String> above(ImageConfig config, int baseLayers) {
        List<String> steps = new ArrayList<>();
        int layers = 0;
        for (HistoryEntry entry : config.history()) {
            layers += entry.emptyLayer() ? 0 : 1;
            if (layers > baseLayers && steps.size() < MAX_STEPS) {
                steps.add(entry.createdBy().toLowerCase(Locale.ROOT));
            }
        }
        return steps;
    }

    private static boolean any(List<String> steps, List<String> words) {
        return steps.stream().anyMatch(step -> words.stream().anyMatch(step::contains));
    }

    private static boolean startsInShell(ImageConfig config) {
        return isScript(config.entrypoint())
                || isShell(config.entrypoint())
                || (config.entrypoint().isEmpty() || isInherited(config.entrypoint()))
                        && (isShell(config.command()) || isScript(config.command()));
    }

    private static boolean isShell(List<String> arguments) {
        // A shell alone is what a base starts for want of anything else.
        return arguments.size() > 1 && SHELLS.contains(program(arguments));
    }

    private static boolean isScript(List<String> arguments) {
        return !arguments.isEmpty()
                && (program(arguments).endsWith(".sh") || program(arguments).contains("entrypoint"))
                && !isInherited(arguments);
    }

    private static boolean isInherited(List<String> arguments) {
        return !arguments.isEmpty() && INHERITED.contains(program(arguments));
    }

    private static String program(List<String> arguments) {
        String first = arguments.getFirst();
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
