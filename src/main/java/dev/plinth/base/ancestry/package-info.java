/**
 * The known builds that one image's layers begin with, and how known builds relate: prefixes, families of names, the tier of a
 * root, tags that have moved on. Says what is possible; {@code base.weighing} decides.
 */
@NullMarked
package dev.plinth.base.ancestry;

import org.jspecify.annotations.NullMarked;
