/**
 * What the OCI specifications say of images: media types, platforms, descriptors, manifests, indexes,
 * configurations and their history. Knows no network and no bytes; documents are read from {@link dev.plinth.data.Node}.
 *
 * <p>Specifications: OCI image-spec 1.1 (manifest, index, config, descriptor, annotations), Docker image manifest v2 schema 2.
 */
@NullMarked
package dev.plinth.image;

import org.jspecify.annotations.NullMarked;
