package dev.plinth.cli.workbench;

import dev.plinth.review.audit.Fleet;

/** The cluster of the current context, as far as commands look at it. */
public interface Cluster extends AutoCloseable {

    /** What runs there. */
    Fleet fleet();

    @Override
    void close();
}
