package dev.plinth.review.resolution;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.ancestry.BuildTime;
import dev.plinth.base.ancestry.StandIn;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.data.Node;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Manifest;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.source.Documents;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.ImageSource.Document;
import dev.plinth.review.source.LayerReader;
import dev.plinth.review.source.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers inquiries by reading; whatever cannot be read is an answer as well. */
final class Inquirer {

    /** Statements over this size are left unread: a provenance of a large build has some tens of kilobytes. */
    private static final long MAX_STATEMENT = 1024L * 1024;

    private static final int MAX_STATEMENTS = 4;
    private static final String PROVENANCE = "https://slsa.dev/provenance/";

    private final ImageSource source;
    private final Documents documents;
    private final ImageReader reader;
    private final LayerReader layers;

    Inquirer(ImageSource source, Documents documents, LayerReader layers) {
        this.source = source;
        this.documents = documents;
        this.reader = new ImageReader(source, documents);
        this.layers = layers;
    }

    Answer answer(Inquiry inquiry, Image image, Exchange exchange) {
        try {
            return switch (inquiry) {
                case Inquiry.BaseImage base -> baseImages(base, image, exchange);
                case Inquiry.Provenance provenance -> statements(provenance, image, exchange);
                case Inquiry.Content content ->
                    new Answer.ContentFacts(content, layers.read(image.reference(), content.layers(), exchange));
            };
        } catch (UnavailableException e) {
            return new Answer.Nothing(inquiry, e.unavailable());
        }
    }

    /** Of a possible base no more is read than can tell whether it is one. */
    private record BaseShortcut(Inquiry.BaseImage asked, Image image) implements ImageReader.Shortcut {

        @Override
        public Optional<ImageConfig> config(Manifest manifest) {
            return StandIn.of(image, asked, manifest);
        }

        @Override
        public boolean isNeedless(Descriptor entry) {
            return BuildTime.isTooYoung(asked, entry);
        }
    }

    private Answer baseImages(Inquiry.BaseImage base, Image image, Exchange exchange) throws UnavailableException {
        ImageReader.Found found;
        try {
            found = reader.read(
                    base.reference(),
                    new PlatformChoice(List.of(image.platform())),
                    new BaseShortcut(base, image),
                    exchange);
        } catch (UnavailableException e) {
            if (e.unavailable().reason() != Reason.UNSUPPORTED) {
                throw e;
            }
            // No such platform: a claim is refuted only if none of the index's platforms fits, so all are looked at.
            found = reader.read(base.reference(), PlatformChoice.ALL, exchange);
        }
        return new Answer.BaseImages(base, found.root(), found.images());
    }

    private Answer statements(Inquiry.Provenance provenance, Image image, Exchange exchange)
            throws UnavailableException {
        List<Descriptor> attestations = provenance.attestations();
        if (attestations.isEmpty()) {
            attestations = source.referrers(image.reference(), provenance.subject(), exchange).stream()
                    .filter(Inquirer::mayBeAttestation)
                    .toList();
        }
        List<Node> statements = new ArrayList<>();
        for (Descriptor attestation : attestations.subList(0, Math.min(MAX_STATEMENTS, attestations.size()))) {
            statements.addAll(statementsOf(attestation.digest(), image.reference(), exchange));
        }
        return new Answer.Statements(provenance, statements);
    }

    private static boolean mayBeAttestation(Descriptor referrer) {
        String type = referrer.artifactType();
        return type == null
                || type.equals("application/vnd.docker.attestation.manifest.v1+json")
                || type.equals(MediaType.IN_TOTO.value());
    }

    private List<Node> statementsOf(Digest attestation, ImageReference repository, Exchange exchange)
            throws UnavailableException {
        List<Node> statements = new ArrayList<>();
        try {
            Document document = source.manifest(repository.withTag(null).withDigest(attestation), exchange);
            Manifest manifest = Manifest.read(documents.json(document.bytes()), document.mediaType());
            for (Descriptor layer : manifest.layers()) {
                boolean provenance = layer.mediaType().equals(MediaType.IN_TOTO)
                        && layer.annotation(Annotations.PREDICATE_TYPE)
                                .orElse("")
                                .startsWith(PROVENANCE);
                if (provenance && layer.size() <= MAX_STATEMENT && statements.size() < MAX_STATEMENTS) {
                    statements.add(documents.json(source.blob(repository, layer, MAX_STATEMENT, exchange)));
                }
            }
        } catch (MalformedException e) {
            throw new UnavailableException(
                    Unavailable.of(Reason.MALFORMED, repository.registry(), "attestation " + e.getMessage()));
        }
        return statements;
    }
}
