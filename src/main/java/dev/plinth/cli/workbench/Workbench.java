package dev.plinth.cli.workbench;

import dev.plinth.review.workload.PolicyInForce;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes what a command works with. Everything it gives away is closed by the command. */
public interface Workbench {

    /**
     * The text of the policy that a command judges by.
     *
     * @param file null for the built-in default
     * @throws CommandException if it cannot be read
     */
    String policyText(@Nullable Path file) throws CommandException;

    /**
     * A policy, read.
     *
     * @param file null for the built-in default
     * @throws CommandException with everything that is wrong with it
     */
    PolicyInForce policy(@Nullable Path file) throws CommandException;

    /**
     * What judges images: policy, registries and catalogue read.
     *
     * @throws CommandException if a document cannot be read or is not valid
     */
    Engine engine(Settings settings) throws CommandException;

    /**
     * The catalogue of known bases, to be looked at and changed.
     *
     * @throws CommandException if a document cannot be read or is not valid
     */
    Catalogues catalogues(Settings settings) throws CommandException;

    /**
     * What looks into how a registry answers.
     *
     * @throws CommandException if a document cannot be read or is not valid
     */
    Doctor doctor(Settings settings) throws CommandException;

    /**
     * What calls a webhook as an API server does; what it examines are URLs.
     *
     * @param authority file with the certificates (PEM) by which it is checked; null for those that the JVM trusts
     * @throws CommandException if they cannot be read
     */
    Doctor webhookDoctor(Settings settings, @Nullable Path authority) throws CommandException;

    /**
     * What runs in the cluster of the current context now.
     *
     * @throws CommandException if there is no cluster to ask
     */
    Cluster cluster() throws CommandException;

    /** Runs the webhook until it is stopped; the exit code. */
    int serve(ServeSettings settings);

    /** Shows the main job on sample images; the exit code. */
    int demo(DemoSettings settings);

    /** Version of the program. */
    String version();
}
