package org.parley.model;

import java.util.List;

/**
 * Where the configured model servers are, and so where conversations are sent.
 *
 * @param local whether one of them runs on the same machine as Parley
 * @param others the hosts of the others, each once, as configured
 */
public record ModelHosts(boolean local, List<String> others) {
    static ModelHosts of(List<Address> addresses) {
        List<Address> servers = addresses.stream()
                .filter(address -> address.provider() != Provider.OFFLINE)
                .toList();
        return new ModelHosts(
                servers.stream().anyMatch(Address::isLocal),
                servers.stream()
                        .filter(address -> !address.isLocal())
                        .map(address -> address.url().getHost())
                        .distinct()
                        .toList());
    }
}
