package dev.plinth.accuracy.builders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.accuracy.builders.RealBuild.Told;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints how right the answers are on images of real builders, by builder: {@code ./mvnw -Paccuracy verify}. */
@Tag("accuracy")
class RealBuildsReport {

    private static final Map<String, String> BUILDERS = Map.of(
            "bk", "BuildKit", "ba", "Buildah", "cr", "crane", "sk", "skopeo", "ko", "ko", "ji", "Jib", "sh", "umoci");

    @Test
    void imagesOfRealBuildersAreToldRight() throws Exception {
        List<RealBuild> builds = RealBuild.all();
        Map<String, List<RealBuild>> byBuilder = builds.stream()
                .collect(Collectors.groupingBy(RealBuildsReport::builder, TreeMap::new, Collectors.toList()));
        byBuilder.put("all", builds);
        try (Inspection inspection = new Inspection(builds)) {
            byBuilder.forEach((builder, some) -> System.out.println(line(builder, some, inspection)));
            System.out.println(
                    "real builds: " + inspection.bytesAnImage() + " bytes of metadata an image, without layers");
            assertThat(builds)
                    .allSatisfy(build -> assertThat(inspection.told(build)).isEqualTo(build.toldWithoutLayers()));
        }
    }

    private static String builder(RealBuild build) {
        String name = build.image().startsWith("shop/") ? "sh" : build.image().substring("built/".length());
        return BUILDERS.getOrDefault(name.substring(0, 2), name);
    }

    private static String line(String builder, List<RealBuild> builds, Inspection inspection) {
        int tier = 0;
        int unknown = 0;
        int base = 0;
        int wrongVerified = 0;
        int refuted = 0;
        long requests = 0;
        for (RealBuild build : builds) {
            Told told = inspection.told(build);
            tier += told.tier().equals(build.tier()) ? 1 : 0;
            unknown += told.tier().equals("unknown") ? 1 : 0;
            base += told.base().equals(build.base()) ? 1 : 0;
            boolean ancestor =
                    told.lineage().contains(told.base()) && build.image().endsWith("golden-none");
            wrongVerified +=
                    told.evidence().equals("verified") && !told.base().equals(build.base()) && !ancestor ? 1 : 0;
            refuted += inspection.refuted(build) ? 1 : 0;
            requests += inspection.requests(build);
        }
        return String.format(
                "real builds, %-9s %3d  tier %3d  unknown %2d  base %3d  verified wrong %d  refuted %d of %d  requests %4.1f",
                builder,
                builds.size(),
                tier,
                unknown,
                base,
                wrongVerified,
                refuted,
                builds.stream().filter(RealBuild::claimsFalsely).count(),
                (double) requests / builds.size());
    }
}
