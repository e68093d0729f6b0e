/** What people read: results as text, colours and progress on a terminal. Whatever comes from outside is stripped of control characters. */
@NullMarked
package dev.plinth.cli.text;

import org.jspecify.annotations.NullMarked;
