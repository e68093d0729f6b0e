package dev.plinth.bench;

import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.CatalogueMerge;
import dev.plinth.base.catalogue.ChainCatalogue;
import java.lang.management.ManagementFactory;

/**
 * How much heap a catalogue holds: what is in use after a collection with it, less without it. Run with
 * {@code -Dbench.main=dev.plinth.bench.CatalogueMemory}.
 */
public final class CatalogueMemory {

    private CatalogueMemory() {}

    /** @param arguments how many builds; 10,000 if none is given */
    public static void main(String[] arguments) throws Exception {
        int builds = arguments.length > 0 && !arguments[0].equals(".*") ? Integer.parseInt(arguments[0]) : 10_000;
        byte[] file = CatalogueFormat.write(
                new CatalogueMerge().add(GeneratedBases.of(builds)).builds());
        long before = used();
        ChainCatalogue catalogue = ChainCatalogue.of(CatalogueFormat.read(file));
        long after = used();
        System.out.printf(
                "%d builds: %.2f MiB in memory, %.2f MiB as a file%n",
                catalogue.chains(), (after - before) / 1048576.0, file.length / 1048576.0);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
