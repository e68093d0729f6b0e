package dev.plinth.registry.http;

/** Sends one request and gives its reply. Decorators are wires around a wire. */
@FunctionalInterface
public interface Wire {

    /**
     * Blocks until the reply is there, the call's time is over, or it has failed.
     *
     * @throws ExchangeException if there is no reply; a reply with an error status is none of these
     */
    Reply send(Call call) throws ExchangeException;
}
