package dev.plinth.registry.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.0",
                "10.255.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "2001:db8::1",
                "100::1",
                "4000::1"
            })
    void addressesThatAreNobodysBusinessAreRefused(String address) throws UnknownHostException {
        assertThat(AddressRules.refusal(InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.0.1",
                "223.255.255.255",
                "2606:4700::1",
                "2a00:1450::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "::ffff:8.8.8.8"
            })
    void publicAddressesAreNot(String address) throws UnknownHostException {
        assertThat(AddressRules.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.svc", "A.B.SVC.CLUSTER.LOCAL.", "x.localhost"})
    void namesThatOnlyAClusterKnowsAreRefused(String name) {
        assertThat(AddressRules.refusal(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "127.0.0.0x1",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "010.0.0.1",
                "1.2.3.4.5",
                "256.1.1.1",
                "registry.corp.1",
                "2852039166."
            })
    void addressesInDisguiseAreRefusedWhoeverWouldResolveThem(String name) {
        assertThat(AddressRules.refusal(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "1.2.3.4", "registry.corp", "0x.corp", "1e100.net", "4.registry.corp", "::1", "a1"})
    void whatIsWrittenPlainlyIsNot(String name) {
        assertThat(AddressRules.refusal(name)).isEmpty();
    }
}
