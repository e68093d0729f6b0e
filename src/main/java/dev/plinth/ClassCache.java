package dev.plinth;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The class cache (JEP 483) that the image brings, and whether this JVM uses it. A JVM that refuses one, because jars, options or it
 * itself differ from those of the training, goes on without a word and starts half as fast.
 */
final class ClassCache {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String IN_USE = "CDS: on";

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
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            Object told = beans.invoke(
                    new ObjectName(COMMANDS), "vmMetaspace", new Object[] {new String[] {"basic"}}, new String[] {
                        String[].class.getName()
                    });
            return Optional.of(String.valueOf(told).contains(IN_USE));
        } catch (JMException _) {
            return Optional.empty();
        }
    }
}
