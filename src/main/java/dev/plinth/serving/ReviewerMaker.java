package dev.plinth.serving;

import dev.plinth.base.Catalogue;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.ImageReference;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.layers.LayerLimits;
import dev.plinth.layers.StreamingLayerReader;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.Reviewer;
import dev.plinth.review.Surroundings;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.LayerReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Puts a reviewer together, for the webhook and the command line alike: one object a line, from where images are read to who judges.
 *
 * @param catalogue of known bases
 * @param advice what to use instead
 * @param withContent whether layers may be read before answering
 * @param platforms of the cluster's nodes, or those wanted; empty: every one of an image
 */
public record ReviewerMaker(
        Catalogue catalogue,
        AdviceDesk advice,
        boolean withContent,
        Supplier<List<Platform>> platforms,
        InstantSource clock) {

    /** An answer is a few kilobytes; together a fraction of the heap that the chart allows. */
    private static final int ANSWERS = 5_000;

    /** A reviewer that reads images from this source, under these settings. */
    public Reviewer make(ImageSource source, RegistrySettings settings) {
        UnaryOperator<ImageReference> identity = settings.identities();
        Json json = new Json();
        EvidenceClassifier classifier = new EvidenceClassifier(catalogue, identity, text -> decode(json, text));
        Resolver.Memory memory = new Resolver.Memory(
                CaffeineCache.ofEntries(ANSWERS),
                CaffeineCache.ofEntries(ANSWERS),
                new Keep(settings.cache().tags(), settings.cache().failures(), Keep.DEFAULT.digests()));
        LayerReader layers = new StreamingLayerReader(source, LayerLimits.DEFAULT);
        Resolver resolver = new Resolver(new Resolver.Sources(source, json, layers), classifier, memory, withContent);
        return new Reviewer(resolver, advice, new Surroundings(identity, platforms, clock));
    }

    private static Optional<Node> decode(Json json, String text) {
        try {
            return Optional.of(json.json(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
