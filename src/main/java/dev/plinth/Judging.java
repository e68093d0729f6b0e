package dev.plinth;

import dev.plinth.base.Catalogue;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.layers.LayerLimits;
import dev.plinth.layers.StreamingLayerReader;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.Inspector;
import dev.plinth.review.Reviewer;
import dev.plinth.review.Surroundings;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.ImageSource;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts together what judges images, one object a line, from where they are read to who says what of them. */
final class Judging {

    private static final int ANSWERS = 10_000;

    private final Json json = new Json();
    private final EvidenceClassifier classifier;
    private final Surroundings surroundings;
    private final AdviceDesk advice;

    Judging(Catalogue catalogue, RegistrySettings registries, Supplier<List<Platform>> platforms, AdviceDesk advice) {
        this.classifier = new EvidenceClassifier(catalogue, registries.identities(), this::decode);
        this.surroundings = new Surroundings(registries.identities(), platforms, InstantSource.system());
        this.advice = advice;
    }

    Reviewer reviewer(ImageSource source) {
        return new Reviewer(resolver(source), advice, surroundings);
    }

    Inspector inspector(ImageSource source) {
        return new Inspector(resolver(source), advice, surroundings);
    }

    private Resolver resolver(ImageSource source) {
        return new Resolver(
                new Resolver.Sources(source, json, new StreamingLayerReader(source, LayerLimits.DEFAULT)),
                classifier,
                new Resolver.Memory(CaffeineCache.ofEntries(ANSWERS), CaffeineCache.ofEntries(ANSWERS), Keep.DEFAULT),
                true);
    }

    private Optional<Node> decode(String text) {
        try {
            return Optional.of(json.json(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
