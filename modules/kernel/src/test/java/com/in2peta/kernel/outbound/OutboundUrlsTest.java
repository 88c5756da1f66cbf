package com.in2peta.kernel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.kernel.limit.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundUrlsTest {

    private final OutboundUrls urls = new OutboundUrls(List.of(), false);
    private final OutboundUrls local = new OutboundUrls(List.of(), true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com/hooks?a=b&c=%20",
                "HTTPS://EXAMPLE.com:443/",
                "https://a-b.c-d.example.co.uk:8443/x",
                "https://xn--bcher-kva.example/",
                "https://1.1.1.1/",
                "https://3.example/",
                "https://[2606:4700:4700::1111]/"
            })
    void takesPublicHosts(String url) {
        assertThat(urls.require(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " https://example.com",
                "example.com",
                "//example.com",
                "/path",
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "jar:https://example.com/x!/",
                "javascript:alert(1)",
                "https:example.com",
                "https:///x",
                "https://",
                "https://:443/",
                "https://example.com:80/",
                "https://example.com:22/",
                "https://example.com:5432/",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:443:443/",
                "https://user@example.com/",
                "https://user:secret@example.com/",
                "https://@example.com/",
                "https://example.com@127.0.0.1/",
                "https://127.0.0.1@example.com/",
                "https://example.com\\@127.0.0.1/",
                "https://example.com%00.evil.com/",
                "https://example.com%2f@10.0.0.1/",
                "https://exa mple.com/",
                "https://exa\tmple.com/",
                "https://example.com\r\nHost: x/",
                "https://example.com/\r\nX: y",
                "https://bücher.example/",
                "https://ⓔxample.com/",
                "https://①②⑦.0.0.1/",
                "https://127。0。0。1/",
                "https://localhost/",
                "https://postgres/",
                "https://metadata/",
                "https://example.com./",
                "https://.example.com/",
                "https://example..com/",
                "https://-example-.com/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://0177.0.0.0x1/",
                "https://127.0.0.01/",
                "https://256.256.256.256/",
                "https://1.1.1.1.1/",
                "https://1.1.1/",
                "https://0/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://100.100.100.200/",
                "https://169.254.169.254/latest/meta-data/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::169.254.169.254]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[ff02::1]/",
                "https://[::1/",
                "https://::1/"
            })
    void refusesTheRest(String url) {
        assertThatThrownBy(() -> urls.require(url))
                .isInstanceOf(OutboundFailure.class)
                .hasMessage("url-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:9/", "http://localhost:8080/x", "https://localhost:8443/", "http://[::1]:80/"})
    void takesTheMachineItselfWhereThatIsSet(String url) {
        assertThat(local.require(url)).hasToString(url);
        assertThatThrownBy(() -> urls.require(url)).isInstanceOf(OutboundFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://postgres/",
                "ftp://127.0.0.1/",
                "http://u@127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "https://example.com:22/"
            })
    void refusesTheRestAlsoThere(String url) {
        assertThatThrownBy(() -> local.require(url)).isInstanceOf(OutboundFailure.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        String url = "https://example.com/";

        assertThat(urls.require(url + "x".repeat(Limits.URL_LENGTH - url.length())))
                .isNotNull();
        assertThatThrownBy(() -> urls.require(url + "x".repeat(Limits.URL_LENGTH - url.length() + 1)))
                .isInstanceOf(OutboundFailure.class);
    }
}
