package dev.plinth.review.audit;

import java.io.IOException;
import java.util.List;

/** Port: what runs in the cluster now. */
public interface Fleet {

    /**
     * The pods that run or are to run; finished ones left out.
     *
     * @throws IOException if the cluster cannot be asked
     * @throws InterruptedException if nobody waits for them any more
     */
    List<RunningPod> pods() throws IOException, InterruptedException;
}
