/**
 * What somebody wrote about an image's base, each place its own file: annotations, labels, the buildpacks lifecycle's label and
 * Buildah's history comment. Only read here; whether it is true is weighed elsewhere.
 */
@NullMarked
package dev.plinth.base.claims;

import org.jspecify.annotations.NullMarked;
