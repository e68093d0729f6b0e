/**
 * Languages and servers whose official images mark their children, and the tags that such an image probably has. Dated data in
 * {@code official-images.txt}; what is said is guessed until layers bear it out.
 */
@NullMarked
package dev.plinth.base.products;

import org.jspecify.annotations.NullMarked;
