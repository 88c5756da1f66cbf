package com.in2peta.kernel.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a user's URL may lead to: those of the public internet (https://www.iana.org/assignments/iana-ipv4-special-registry and
 * iana-ipv6-special-registry). Java turns IPv4-mapped IPv6 addresses into IPv4 by itself.
 */
final class Addresses {

    private static final List<Network> CLOSED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32", // public by number, but inside Azure it is the host
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23", // among them Teredo, which carries an IPv4 address
                    "2001:db8::/32",
                    "2002::/16", // 6to4, which carries an IPv4 address
                    "3fff::/20")
            .map(Network::of)
            .toList();
    /** All that is unicast and global; NAT64, unique local and link-local addresses lie outside. */
    private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

    private final List<Network> refused;
    private final boolean loopbackAllowed;

    /**
     * @param refused public addresses that are the platform's own
     * @param loopbackAllowed for development: the machine itself may be called
     */
    Addresses(List<Network> refused, boolean loopbackAllowed) {
        this.refused = List.copyOf(refused);
        this.loopbackAllowed = loopbackAllowed;
    }

    boolean allow(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopbackAllowed;
        }
        return (address instanceof Inet4Address || GLOBAL_IPV6.contains(address))
                && Stream.concat(CLOSED.stream(), refused.stream()).noneMatch(network -> network.contains(address));
    }
}
