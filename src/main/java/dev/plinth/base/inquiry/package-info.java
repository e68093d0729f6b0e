/**
 * The conversation between who weighs an image's evidence and who reads registries for it: what a policy needs, what is known
 * of the image, what would have to be read, and what came of that. Values and ports; nothing here reads or weighs.
 */
@NullMarked
package dev.plinth.base.inquiry;

import org.jspecify.annotations.NullMarked;
