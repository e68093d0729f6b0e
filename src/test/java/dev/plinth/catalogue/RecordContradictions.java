package dev.plinth.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What recorded builds say against each other. Each record is copied from a public one; a digit that was copied wrongly shows
 * as one thing said twice and differently, or as a chain that does not stand on the base that it names.
 */
final class RecordContradictions {

    private record Placed(Platform platform, List<Digest> layers) {}

    private record Named(Platform platform, ImageReference name) {}

    private final List<KnownBuild> builds;
    private final List<String> found = new ArrayList<>();

    private RecordContradictions(List<KnownBuild> builds) {
        this.builds = builds;
    }

    /** All contradictions among these builds, a sentence each; empty if they agree. */
    static List<String> of(List<KnownBuild> builds) {
        RecordContradictions contradictions = new RecordContradictions(builds);
        contradictions.digestsStandForOneThing();
        contradictions.sizesAddUp();
        contradictions.rootsAreOfOneDistribution();
        contradictions.derivedBuildsStandOnTheirBase();
        return contradictions.found;
    }

    /** A manifest is one build; an index lists one build a platform; neither is a layer; a root stands on nothing. */
    private void digestsStandForOneThing() {
        Map<Digest, Placed> manifests = new HashMap<>();
        Map<String, Placed> indexes = new HashMap<>();
        Set<Digest> first = new HashSet<>();
        Set<Digest> further = new HashSet<>();
        for (KnownBuild build : builds) {
            Placed placed = new Placed(build.platform(), build.layers());
            said(build, "manifest", build.manifest(), manifests.putIfAbsent(manifestOrOwn(build), placed), placed);
            if (build.index() != null) {
                String listed = build.index() + " " + build.platform();
                said(build, "index", build.index(), indexes.putIfAbsent(listed, placed), placed);
            }
            first.add(build.layers().getFirst());
            further.addAll(build.layers().subList(1, build.layers().size()));
        }
        for (KnownBuild build : builds) {
            if (further.contains(build.layers().getFirst())) {
                found.add("%s begins with a layer that stands above others elsewhere".formatted(name(build)));
            }
            for (@Nullable Digest digest : new Digest[] {build.index(), build.manifest()}) {
                if (digest != null && (first.contains(digest) || further.contains(digest))) {
                    found.add("%s: %s is a layer elsewhere".formatted(name(build), digest));
                }
            }
        }
    }

    private static Digest manifestOrOwn(KnownBuild build) {
        return build.manifest() != null ? build.manifest() : build.layers().getLast();
    }

    private void said(KnownBuild build, String what, @Nullable Digest digest, @Nullable Placed before, Placed now) {
        if (digest != null && before != null && !before.equals(now)) {
            found.add("%s: %s %s has other layers elsewhere".formatted(name(build), what, digest));
        }
    }

    /** The same layers have one size, and what stands on them is larger; a layer has the same size wherever it is known. */
    private void sizesAddUp() {
        Map<Placed, Long> sizes = new HashMap<>();
        for (KnownBuild build : builds) {
            Long before = sizes.putIfAbsent(new Placed(build.platform(), build.layers()), build.size());
            if (before != null && before != build.size()) {
                found.add("%s has %d bytes here and %d there".formatted(name(build), build.size(), before));
            }
        }
        Map<Digest, Long> layers = new HashMap<>();
        for (KnownBuild build : builds) {
            int count = build.layers().size();
            Long below = count == 1
                    ? Long.valueOf(0)
                    : sizes.get(new Placed(build.platform(), build.layers().subList(0, count - 1)));
            if (below == null) {
                continue;
            }
            Long before = layers.putIfAbsent(build.layers().getLast(), build.size() - below);
            if (before != null && before != build.size() - below) {
                found.add("%s: its last layer has another size elsewhere".formatted(name(build)));
            }
        }
        for (KnownBuild build : builds) {
            for (int count = 1; count < build.layers().size(); count++) {
                Long below =
                        sizes.get(new Placed(build.platform(), build.layers().subList(0, count)));
                if (below != null && below >= build.size()) {
                    found.add("%s is no larger than its first %d layers".formatted(name(build), count));
                }
            }
        }
    }

    /** Everything on one first layer is of one platform, distribution, release and C library. */
    private void rootsAreOfOneDistribution() {
        Map<Digest, KnownBuild> roots = new HashMap<>();
        for (KnownBuild build : builds) {
            KnownBuild root = roots.putIfAbsent(build.layers().getFirst(), build);
            if (root != null && (!root.platform().equals(build.platform()) || !agree(root.facts(), build.facts()))) {
                found.add("%s and %s stand on one layer and are not of one distribution and platform"
                        .formatted(name(root), name(build)));
            }
        }
    }

    private static boolean agree(Facts one, Facts other) {
        return agree(one.distribution(), other.distribution())
                && agree(one.release(), other.release())
                && agree(one.codename(), other.codename())
                && agree(one.libc(), other.libc());
    }

    private static boolean agree(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.equals(other);
    }

    /** A build with a parent begins with the first layer of a build of the root that its parents lead to, whichever its date. */
    private void derivedBuildsStandOnTheirBase() {
        Map<Named, List<KnownBuild>> byName = new HashMap<>();
        Map<Placed, KnownBuild> roots = new HashMap<>();
        for (KnownBuild build : builds) {
            for (KnownBuild.Name name : build.names()) {
                byName.computeIfAbsent(new Named(build.platform(), name.reference()), _ -> new ArrayList<>())
                        .add(build);
            }
            if (build.parent() == null) {
                Placed first = new Placed(build.platform(), build.layers().subList(0, 1));
                roots.putIfAbsent(first, build);
            }
        }
        for (KnownBuild build : builds) {
            if (build.parent() == null) {
                continue;
            }
            Placed first = new Placed(build.platform(), build.layers().subList(0, 1));
            KnownBuild root = roots.get(first);
            Set<ImageReference> led = new HashSet<>();
            follow(build, byName, led);
            if (root == null) {
                found.add("%s: no root is recorded for its first layer".formatted(name(build)));
            } else if (led.stream()
                            .filter(name -> byName.getOrDefault(new Named(build.platform(), name), List.of()).stream()
                                    .anyMatch(base -> base.parent() == null))
                            .noneMatch(name -> root.names().stream()
                                    .anyMatch(its -> its.reference().equals(name)))
                    && led.stream().allMatch(name -> byName.containsKey(new Named(build.platform(), name)))) {
                found.add("%s stands on %s and says that it comes of %s"
                        .formatted(name(build), name(root), build.parent().familiar()));
            }
        }
    }

    private static void follow(KnownBuild build, Map<Named, List<KnownBuild>> byName, Set<ImageReference> led) {
        ImageReference parent = build.parent();
        if (parent != null && led.add(parent)) {
            byName.getOrDefault(new Named(build.platform(), parent), List.of())
                    .forEach(base -> follow(base, byName, led));
        }
    }

    private static String name(KnownBuild build) {
        return build.names().getFirst().reference().familiar() + " (" + build.platform() + ", "
                + Objects.toString(build.created(), "undated") + ")";
    }

    /** How many chains stand on the recorded first layer of a root, for each root's first name: what the check had to go by. */
    static Map<String, Integer> confirmed(List<KnownBuild> builds) {
        Map<Placed, String> roots = new HashMap<>();
        builds.stream()
                .filter(build -> build.parent() == null)
                .forEach(build -> roots.putIfAbsent(
                        new Placed(build.platform(), build.layers().subList(0, 1)),
                        build.names().getFirst().reference().familiar()));
        Map<String, Integer> confirmed = new TreeMap<>();
        builds.stream()
                .filter(build -> build.parent() != null)
                .map(build ->
                        roots.get(new Placed(build.platform(), build.layers().subList(0, 1))))
                .filter(Objects::nonNull)
                .forEach(root -> confirmed.merge(root, 1, Integer::sum));
        return confirmed;
    }
}
