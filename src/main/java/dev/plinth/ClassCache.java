package dev.plinth;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * The class cache (JEP 483) that the image brings, and whether this JVM uses it. A JVM that refuses one, because jars, options or it
 * itself differ from those of the training, goes on without a word and starts half as fast.
 */
final class ClassCache {

    /** As {@code java -version} says it; asking the JVM's management for it loads some two hundred classes. */
    private static final String SAYS = "java.vm.info";

    private static final String IN_USE = "sharing";

    private ClassCache() {}

    /** The file that the JVM was started with; empty if with none. */
    static Optional<String> configured() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(jvm.getVMOption("AOTCache").getValue()).filter(file -> !file.isEmpty());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether classes come from a cache; empty where the JVM does not tell. */
    static Optional<Boolean> used() {
        return Optional.ofNullable(System.getProperty(SAYS)).map(said -> said.contains(IN_USE));
    }
}
