package dev.plinth.base.products;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import java.util.ArrayList;
import java.util.List;

/** How the tags of a repository say what they stand on; by what the official images really have. */
enum TagForm {
    /** {@code 3.12-slim-trixie}, {@code 3.12-trixie}, {@code 3.12-alpine3.24}. */
    SLIM_CODENAME {
        @Override
        List<String> debian(String codename, boolean slim) {
            return slim ? dashed("slim", codename) : dashed("", codename);
        }
    },
    /** {@code 22-bookworm-slim}, {@code 22-bookworm}, {@code 22-alpine3.24}. */
    CODENAME_SLIM {
        @Override
        List<String> debian(String codename, boolean slim) {
            return slim ? dashed(codename, "slim") : dashed("", codename);
        }
    },
    /** {@code 1.27-trixie}, {@code 1.27-alpine3.24}; slim or not, no word says so. */
    CODENAME {
        @Override
        List<String> debian(String codename, boolean slim) {
            return dashed("", codename);
        }
    },
    /** {@code 21-jre-alpine-3.24}, {@code 21-jre-noble}. */
    TEMURIN {
        @Override
        List<String> debian(String codename, boolean slim) {
            return dashed("", codename);
        }

        @Override
        List<String> alpine(String release) {
            return release.isEmpty() ? List.of("-alpine") : List.of("-alpine-" + release, "-alpine");
        }
    };

    abstract List<String> debian(String codename, boolean slim);

    List<String> alpine(String release) {
        return release.isEmpty() ? List.of("-alpine") : List.of("-alpine" + release, "-alpine");
    }

    /** What follows the version, the most telling first. */
    List<String> suffixes(Facts root, Tier tier) {
        String codename = root.codename() == null ? "" : root.codename();
        String release = root.release() == null ? "" : root.release();
        return switch (root.distribution() == null ? "" : root.distribution()) {
            case "debian" -> debian(codename, tier == Tier.SLIM);
            case "alpine" -> alpine(release);
            case "ubuntu" -> codename.isEmpty() ? List.of("") : List.of("-" + codename, "");
            case "amzn" -> List.of("-al" + release, "");
            case "ol" -> List.of("-oraclelinux" + release, "-oracle", "");
            case "rhel" -> List.of("-ubi" + release + (tier == Tier.SLIM ? "-minimal" : ""), "");
            default -> List.of("");
        };
    }

    /** The parts with dashes, and without the code name; a part may be empty. */
    private static List<String> dashed(String first, String second) {
        List<String> suffixes = new ArrayList<>();
        String both = (first.isEmpty() ? "" : "-" + first) + (second.isEmpty() ? "" : "-" + second);
        suffixes.add(both);
        String plain = first.equals("slim") || second.equals("slim") ? "-slim" : "";
        if (!suffixes.contains(plain)) {
            suffixes.add(plain);
        }
        return suffixes;
    }
}
