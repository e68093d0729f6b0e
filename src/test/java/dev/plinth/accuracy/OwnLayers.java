package dev.plinth.accuracy;

import dev.plinth.base.Tier;
import dev.plinth.testing.images.Sketch;
import java.util.List;
import java.util.Random;

/** What applications lay on their base, in the words of BuildKit, of the classic builder and of Buildah. */
final class OwnLayers {

    private record Own(String instruction, String text, long least, long most) {}

    private static final List<Own> STEPS = List.of(
            new Own("WORKDIR", "/app", 90, 150),
            new Own("COPY", "requirements.txt .", 200, 900),
            new Own("RUN", "pip install --no-cache-dir -r requirements.txt", 2_000_000, 90_000_000),
            new Own("COPY", ". .", 10_000, 30_000_000),
            new Own("COPY", "package.json package-lock.json ./", 10_000, 200_000),
            new Own("RUN", "npm ci --omit=dev", 3_000_000, 120_000_000),
            new Own("RUN", "useradd -r -u 1001 app", 1_500, 4_000),
            new Own("COPY", "--chown=app:app target/app.jar /app/app.jar", 15_000_000, 80_000_000),
            new Own("RUN", "mkdir -p /data && chown 1001 /data", 100, 400),
            new Own("COPY", "docker-entrypoint.sh /usr/local/bin/", 400, 2_000),
            new Own(
                    "RUN",
                    "apt-get update && apt-get install -y --no-install-recommends curl ca-certificates && rm -rf"
                            + " /var/lib/apt/lists/*",
                    2_000_000,
                    9_000_000),
            new Own("ADD", "https://example.org/agent.tar.gz /opt/", 100_000, 9_000_000));

    private OwnLayers() {}

    /** On a base without a shell nothing can run a command: files are copied alone. */
    static void addTo(PublishedImage base, Sketch sketch, Random random, boolean apt) {
        if (base.tier() == Tier.DISTROLESS) {
            copied(sketch, random);
        } else {
            add(sketch, random, false, apt);
        }
    }

    private static void copied(Sketch sketch, Random random) {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            sketch.layer(
                    "own " + random.nextLong(),
                    random.nextLong(9_000, 6_000_000),
                    "COPY app" + i + " /app/ # buildkit");
        }
        sketch.step("USER 65532").step("ENTRYPOINT [\"/app/start\"]");
        sketch.entrypoint("/app/start").command();
    }

    static void add(Sketch sketch, Random random, boolean classic, boolean apt) {
        boolean buildkit = !classic && random.nextInt(4) > 0;
        int count = 1 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            Own own = STEPS.get(random.nextInt(STEPS.size()));
            if (!buildkit && own.instruction().equals("WORKDIR")) {
                sketch.step("/bin/sh -c #(nop) WORKDIR /app");
                sketch.layer(
                        "own " + random.nextLong(), 120, "/bin/sh -c #(nop) COPY dir:" + hex(random) + " in /app ");
                continue;
            }
            if (own.text().startsWith("apt-get") && !apt) {
                own = STEPS.get(3);
            }
            long size = random.nextLong(own.least(), own.most());
            sketch.layer("own " + random.nextLong(), size, words(own, buildkit, random));
        }
        if (random.nextBoolean()) {
            sketch.step(buildkit ? "ENV APP_MODE=production" : "/bin/sh -c #(nop)  ENV APP_MODE=production");
        }
        sketch.step(buildkit ? "ENTRYPOINT [\"/app/start\"]" : "/bin/sh -c #(nop)  ENTRYPOINT [\"/app/start\"]");
        sketch.entrypoint("/app/start").command();
    }

    private static String words(Own own, boolean buildkit, Random random) {
        if (buildkit) {
            return own.instruction().equals("RUN")
                    ? "RUN /bin/sh -c " + own.text() + " # buildkit"
                    : own.instruction() + " " + own.text() + " # buildkit";
        }
        return switch (own.instruction()) {
            case "RUN" -> "/bin/sh -c " + own.text();
            case "COPY" -> "/bin/sh -c #(nop) COPY file:" + hex(random) + " in /app/ ";
            default -> "/bin/sh -c #(nop) ADD " + hex(random) + " in /opt/ ";
        };
    }

    private static String hex(Random random) {
        return Sketch.digest("file " + random.nextLong()).hex();
    }
}
