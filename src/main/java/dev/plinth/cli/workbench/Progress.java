package dev.plinth.cli.workbench;

/** Hears how far long work is. Called from any thread. */
@FunctionalInterface
public interface Progress {

    /** Nobody looks. */
    Progress NONE = (done, total, what) -> {};

    /**
     * One step further.
     *
     * @param done how much is done
     * @param total how much there is; 0 if not known yet
     * @param what is being worked on
     */
    void at(int done, int total, String what);
}
