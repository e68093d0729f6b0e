package dev.plinth.registry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Names to addresses. May block for long: callers wait only as long as they want. */
@FunctionalInterface
public interface Resolver {

    /** The system's, with its cache. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    public List<InetAddress> resolve(String name) throws UnknownHostException;
}
