/**
 * Images on disk: OCI image layouts (image-spec, image-layout), read as registries are, so that a build can be judged before it
 * is pushed. A layout is as hostile as a registry: sizes are limited, digests verified, and nothing outside its directory read.
 */
@NullMarked
package dev.plinth.registry.layout;

import org.jspecify.annotations.NullMarked;
