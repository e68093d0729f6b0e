package dev.plinth.base.products;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.OwnSteps;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the products that an image stands on, and derives their likely tags. */
public final class ProductReader {

    /** Names of one product that are worth asking. */
    private static final int MOST_CANDIDATES = 9;

    private static final Set<String> FOREIGN =
            Set.of("rhel", "ol", "amzn", "fedora", "rocky", "almalinux", "centos", "photon", "azurelinux");

    private static final String DOTNET = "mcr.microsoft.com/dotnet/";

    private ProductReader() {}

    /** A product and the step that speaks of it. */
    private record Sighting(Product product, int step, boolean own, String says) {}

    /** The products, the lowest first: what was set later stands above. */
    public static List<Found> read(Clues clues, @Nullable OsRoot root) {
        List<Found> found = new ArrayList<>();
        Found deps = BuildpackDeps.read(clues, root);
        if (deps != null) {
            found.add(deps);
        }
        for (Sighting sighting : sightings(clues)) {
            Found one = read(sighting, clues, root);
            if (one != null) {
                found.add(one);
            }
        }
        String runtime = found.stream()
                .map(Found::runtime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Found redHat = RedHatImages.read(clues, runtime);
        return redHat == null ? found : List.of(redHat);
    }

    private static List<Sighting> sightings(Clues clues) {
        List<Sighting> all = new ArrayList<>();
        Set<Product> seen = new HashSet<>();
        int own = OwnSteps.begin(clues.steps().all());
        int last = 0;
        for (Map.Entry<String, String> entry : clues.environment().values().entrySet()) {
            for (Product product : Products.ALL.withVariable(entry.getKey())) {
                if (product.isPossible(clues) && seen.add(product)) {
                    last = Math.max(last, stepOf(entry.getKey(), clues));
                    int step = Math.max(last, product.markStep(clues));
                    all.add(new Sighting(product, step, step >= own, entry.getKey() + "=" + bounded(entry.getValue())));
                }
            }
        }
        Programs.in(clues).forEach((product, step) -> {
            if (seen.add(product)) {
                all.add(new Sighting(
                        product, step, step >= own, "starts or holds " + String.join(", ", product.words())));
            }
        });
        // What the image's own build set or started says nothing of what it was built on.
        all.removeIf(sighting -> sighting.own()
                && !sighting.product().isSure(clues)
                && !sighting.product().isTold(clues));
        all.sort(Comparator.comparingInt(Sighting::step));
        return all;
    }

    /** Where the variable is set; 0 if the history does not say. */
    private static int stepOf(String variable, Clues clues) {
        List<Step> steps = clues.steps().all();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).instruction() == Instruction.ENV && steps.get(i).says(variable)) {
                return i;
            }
        }
        return 0;
    }

    private static @Nullable Found read(Sighting sighting, Clues clues, @Nullable OsRoot root) {
        Product product = sighting.product();
        String path = path(product, clues);
        String version = Versions.of(product, clues);
        boolean named = clues.environment().has(product.variables().getFirst());
        if (version.isEmpty() && (product.templates().isEmpty() || named && product.strong())) {
            return null;
        }
        String usual = Text.parts(version, product.parts());
        String runtime = product.runtime() == null || version.isEmpty() ? null : product.runtime() + " " + usual;
        boolean strong = named && product.isSure(clues);
        if (path.isEmpty() && product.path().contains("{")) {
            return null;
        }
        if (path.isEmpty() || clues.steps().melted() || isForeign(product, root)) {
            // Nobody is known to make it so, or no layers to compare are left.
            return new Found(
                    ImageReference.parse(path.isEmpty() ? product.path() : path),
                    List.of(),
                    runtime,
                    strong && !path.isEmpty() && !isForeign(product, root),
                    sighting.own(),
                    sighting.step(),
                    end(product, clues),
                    sighting.says());
        }
        String exact = path.equals("eclipse-temurin")
                ? JavaMarks.temurinTag(clues.environment().get("JAVA_VERSION").orElse(""))
                : version;
        List<Candidate> candidates = root == null && product.templates().isEmpty()
                ? anyVariant(path, usual + variant(product, clues))
                : candidates(product, path, exact, clues, root);
        if (candidates.isEmpty()) {
            return null;
        }
        ImageReference name = root == null
                ? ImageReference.parse(path)
                : candidates.getFirst().as();
        return new Found(
                name,
                candidates,
                runtime,
                strong,
                sighting.own(),
                sighting.step(),
                end(product, clues),
                sighting.says());
    }

    /** The official images of languages stand on Debian, Alpine and Ubuntu; Temurin's on universal base images too. */
    private static boolean isForeign(Product product, @Nullable OsRoot root) {
        String distribution = root == null ? null : root.facts().distribution();
        return product.templates().isEmpty()
                && product.tags() != TagForm.TEMURIN
                && !product.path().startsWith("mcr.")
                && distribution != null
                && FOREIGN.contains(distribution);
    }

    /** Without a recognised root the tag's word for it is open. */
    private static List<Candidate> anyVariant(String path, String usual) {
        return List.of(
                Candidate.of(path, usual), Candidate.of(path, usual + "-slim"), Candidate.of(path, usual + "-alpine"));
    }

    private static List<Candidate> candidates(
            Product product, String path, String version, Clues clues, @Nullable OsRoot root) {
        Facts facts = root == null ? Facts.UNKNOWN : root.facts();
        Tier tier = root == null || root.tier() == null ? Tier.FULL : root.tier();
        if (path.startsWith(DOTNET) && tier == Tier.DISTROLESS) {
            return withoutShell(path, Text.parts(version, product.parts()), clues, facts);
        }
        TagForm form = path.equals("openjdk") ? TagForm.SLIM_CODENAME : product.tags();
        List<String> following = form.suffixes(facts, tier);
        List<String> suffixes = suffixes(product, facts, following);
        Set<Candidate> candidates = new LinkedHashSet<>();
        TagTemplate template = new TagTemplate(clues, version, facts, tier == Tier.SLIM, following.getFirst());
        for (String os : suffixes) {
            for (String text : product.templates()) {
                String tag = os.equals(suffixes.getFirst()) || text.contains("{os}") ? template.fill(text, os) : null;
                if (tag != null) {
                    candidates.add(Candidate.of(path, tag));
                }
            }
        }
        if (product.templates().isEmpty()) {
            String preview = Versions.preview(product, version, clues);
            candidates.addAll(byForm(product, path, version, preview, variant(product, clues), suffixes));
        }
        return candidates.stream().limit(MOST_CANDIDATES).toList();
    }

    /** .NET's images without a shell: which release of Ubuntu was cut, no mark says. */
    private static List<Candidate> withoutShell(String path, String usual, Clues clues, Facts root) {
        boolean extra = clues.environment()
                .get("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")
                .filter("false"::equals)
                .isPresent();
        List<String> variants = "ubuntu".equals(root.distribution())
                ? List.of("noble-chiseled", "resolute-chiseled", "jammy-chiseled")
                : List.of("azurelinux3.0-distroless", "azurelinux4.0-distroless");
        return variants.stream()
                .map(variant -> Candidate.of(path, usual + "-" + variant + (extra ? "-extra" : "")))
                .toList();
    }

    private static List<String> suffixes(Product product, Facts facts, List<String> following) {
        boolean plain = product.onAlpine() && "alpine".equals(facts.distribution());
        List<String> suffixes = new ArrayList<>(plain ? List.of("") : List.of());
        // Servers are written without the release; the first of a language's forms is the one that tells most.
        suffixes.addAll(product.templates().isEmpty() ? following : following.reversed());
        return suffixes.stream().distinct().toList();
    }

    private static List<Candidate> byForm(
            Product product, String path, String version, String preview, String variant, List<String> suffixes) {
        // Whatever stage a language's version is in before its release, the shorter tag calls it a candidate.
        boolean candidate = !preview.isEmpty() && product.runtime() != null && !path.startsWith(DOTNET);
        String usual = Text.parts(version, product.parts()) + (candidate ? "-rc" : "");
        String first = suffixes.getFirst();
        String last = suffixes.getLast();
        ImageReference usualName = Candidate.reference(path, usual + variant + first);
        List<Candidate> candidates = new ArrayList<>();
        for (String suffix : suffixes) {
            candidates.add(Candidate.of(path, usual + variant + suffix));
        }
        // The complete version moves on last: it may still serve the build when the shorter tag no longer does.
        candidates.add(new Candidate(Candidate.reference(path, version + preview + variant + first), usualName));
        for (int parts = product.parts() - 1; parts > 0 && preview.isEmpty(); parts--) {
            candidates.add(Candidate.of(path, Text.parts(version, parts) + variant + last));
        }
        String bare = variant + last;
        candidates.add(Candidate.of(path, bare.isEmpty() ? "latest" : bare.substring(1)));
        return candidates;
    }

    /** An official image ends with the command it starts; where there is none, its own steps cannot be told from those above. */
    private static int end(Product product, Clues clues) {
        List<Step> steps = clues.steps().all();
        String variable = product.variables().getFirst();
        boolean within = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            within |= step.instruction() == Instruction.ENV && step.says(variable);
            if (within && step.instruction() == Instruction.CMD) {
                return i + 1;
            }
        }
        return steps.size();
    }

    private static String path(Product product, Clues clues) {
        if (product.path().contains("{")) {
            String filled = new TagTemplate(clues, "", Facts.UNKNOWN, false, "").fill(product.name(), "");
            String named = product.path().substring(0, product.path().lastIndexOf('/') + 1) + filled;
            return filled == null || ImageReference.lenient(named).isEmpty() ? "" : named;
        }
        return switch (product.variables().getFirst()) {
            case "JAVA_VERSION" -> product.strong() ? JavaMarks.repository(clues) : product.path();
            case "DOTNET_VERSION" ->
                DOTNET
                        + (clues.environment().has("DOTNET_SDK_VERSION")
                                ? "sdk"
                                : clues.environment().has("ASPNET_VERSION") ? "aspnet" : "runtime");
            default -> product.path();
        };
    }

    private static String variant(Product product, Clues clues) {
        return switch (product.variables().getFirst()) {
            case "JAVA_VERSION" -> "-" + JavaMarks.kind(clues);
            case "PHP_VERSION" -> "-" + TagTemplate.sapi(clues);
            default -> "";
        };
    }

    private static String bounded(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
