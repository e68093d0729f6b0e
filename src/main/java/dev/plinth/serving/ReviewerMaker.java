package dev.plinth.serving;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.catalogue.FileCatalogueStore;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.layers.LayerLimits;
import dev.plinth.layers.StreamingLayerReader;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.policy.advice.AdviceTable;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.Inspector;
import dev.plinth.review.Reviewer;
import dev.plinth.review.Surroundings;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.advice.RegistryAdvice;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.ArtifactStore;
import dev.plinth.review.source.CatalogueStore;
import dev.plinth.review.source.ImageSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts together what judges, for the webhook and the command line alike: one object a line, from where images are read to who judges.
 *
 * @param catalogue of known bases
 * @param table of replacements
 * @param withContent whether layers may be read before answering; else they are read afterwards, and the next question finds it
 * @param platforms of the cluster's nodes, or those wanted; empty: every one of an image
 * @param clock for dates of policies
 */
public record ReviewerMaker(
        Catalogue catalogue,
        AdviceTable table,
        boolean withContent,
        Supplier<List<Platform>> platforms,
        InstantSource clock) {

    /** An answer is a few kilobytes; together a fraction of the heap that the chart allows. */
    private static final int ANSWERS = 5_000;

    /** A reviewer that reads images from this source, under these settings. */
    public Reviewer reviewer(ImageSource source, RegistrySettings settings) {
        Resolver resolver = resolver(source, settings);
        return new Reviewer(resolver, advice(resolver, source), surroundings(settings));
    }

    /** The same for single images. */
    public Inspector inspector(ImageSource source, RegistrySettings settings) {
        Resolver resolver = resolver(source, settings);
        return new Inspector(resolver, advice(resolver, source), surroundings(settings));
    }

    private Resolver resolver(ImageSource source, RegistrySettings settings) {
        Json json = new Json();
        EvidenceClassifier classifier =
                new EvidenceClassifier(catalogue, settings.identities(), text -> decode(json, text));
        Resolver.Sources sources =
                new Resolver.Sources(source, json, new StreamingLayerReader(source, LayerLimits.DEFAULT));
        Resolver.Memory memory = new Resolver.Memory(
                CaffeineCache.ofEntries(ANSWERS),
                CaffeineCache.ofEntries(ANSWERS),
                new Keep(settings.cache().tags(), settings.cache().failures(), Keep.DEFAULT.digests()));
        return new Resolver(sources, classifier, memory, withContent);
    }

    /** Where a refreshed catalogue is kept, whose builds are judged as images are. */
    public CatalogueStore catalogueStore(
            Path directory, ImageSource source, ArtifactStore artifacts, RegistrySettings settings) {
        Json json = new Json();
        List<Platform> wanted = platforms.get();
        return new FileCatalogueStore(
                directory,
                new Resolver.Sources(source, json, new StreamingLayerReader(source, LayerLimits.DEFAULT)),
                artifacts,
                new FileCatalogueStore.Judging(
                        known -> new EvidenceClassifier(known, settings.identities(), text -> decode(json, text)),
                        new PlatformChoice(
                                wanted.isEmpty() ? List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64) : wanted),
                        settings.identities()),
                clock);
    }

    private AdviceDesk advice(Resolver resolver, ImageSource source) {
        return new RegistryAdvice(
                new RegistryAdvice.Sources(resolver, new ImageReader(source, new Json()), source, catalogue, table),
                CaffeineCache.ofEntries(ANSWERS),
                clock);
    }

    private Surroundings surroundings(RegistrySettings settings) {
        return new Surroundings(settings.identities(), platforms, clock);
    }

    private static Optional<Node> decode(Json json, String text) {
        try {
            return Optional.of(json.json(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
