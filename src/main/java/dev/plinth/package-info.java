/** Where the program starts: {@code main}, configuration and the object graph. Nothing imports it. */
@NullMarked
package dev.plinth;

import org.jspecify.annotations.NullMarked;
