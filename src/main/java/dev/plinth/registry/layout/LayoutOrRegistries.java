package dev.plinth.registry.layout;

import dev.plinth.image.Descriptor;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.io.InputStream;
import java.util.List;

/** A layout's own references from the layout, all others from registries. */
record LayoutOrRegistries(ImageSource layout, ImageSource registries) implements ImageSource {

    private ImageSource of(ImageReference reference) {
        return OciLayout.owns(reference) ? layout : registries;
    }

    @Override
    public Document manifest(ImageReference reference, Exchange exchange) throws UnavailableException {
        return of(reference).manifest(reference, exchange);
    }

    @Override
    public Digest head(ImageReference reference, Exchange exchange) throws UnavailableException {
        return of(reference).head(reference, exchange);
    }

    @Override
    public byte[] blob(ImageReference repository, Descriptor descriptor, long limit, Exchange exchange)
            throws UnavailableException {
        return of(repository).blob(repository, descriptor, limit, exchange);
    }

    @Override
    public InputStream layer(ImageReference repository, Descriptor descriptor, Exchange exchange)
            throws UnavailableException {
        return of(repository).layer(repository, descriptor, exchange);
    }

    @Override
    public List<Descriptor> referrers(ImageReference repository, Digest subject, Exchange exchange)
            throws UnavailableException {
        return of(repository).referrers(repository, subject, exchange);
    }

    @Override
    public List<String> tags(ImageReference repository, Exchange exchange) throws UnavailableException {
        return of(repository).tags(repository, exchange);
    }

    @Override
    public List<String> repositories(ImageReference sought, Exchange exchange) throws UnavailableException {
        return registries.repositories(sought, exchange);
    }
}
