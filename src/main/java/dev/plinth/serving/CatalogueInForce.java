package dev.plinth.serving;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest catalogue that there is, for those who hold on to one. */
public final class CatalogueInForce implements Catalogue {

    private volatile Catalogue now;

    public CatalogueInForce(Catalogue first) {
        now = first;
    }

    /** Puts another one into force; whether it knows more than the present one. */
    public boolean replace(Catalogue next) {
        Catalogue before = now;
        now = next;
        return next.chains() != before.chains() || !next.built().equals(before.built());
    }

    @Override
    public List<Match> prefixes(List<Digest> layers, List<Digest> diffIds) {
        return now.prefixes(layers, diffIds);
    }

    @Override
    public Optional<KnownBase> newest(ImageReference reference, Platform platform) {
        return now.newest(reference, platform);
    }

    @Override
    public boolean knows(ImageReference repository) {
        return now.knows(repository);
    }

    @Override
    public Instant built() {
        return now.built();
    }

    @Override
    public int chains() {
        return now.chains();
    }

    @Override
    public Stream<KnownBase> builds() {
        return now.builds();
    }
}
