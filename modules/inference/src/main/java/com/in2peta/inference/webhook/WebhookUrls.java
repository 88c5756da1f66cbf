package com.in2peta.inference.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.inference.persistence.WebhookSettingsTable.SealedUrl;
import com.in2peta.kernel.id.Ids;
import com.in2peta.kernel.outbound.OutboundFailure;
import com.in2peta.kernel.outbound.OutboundUrls;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import com.in2peta.kernel.seal.Seals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What is known of webhooks' URLs: which are taken, whose lane they are in, which are disabled. */
@ApplicationScoped
public class WebhookUrls {

    private static final String PLACE = "inference.disabled_webhook.url|";
    private static final String INDEX = "webhook-url";
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int URLS = 10_000;

    /** A URL of an organization, which does not tell what it is. */
    private record Place(UUID organizationId, ByteBuffer index) {}

    @Inject
    WebhookRows rows;

    @Inject
    OutboundUrls urls;

    @Inject
    Seals seals;

    @Inject
    Clock clock;

    private final Cache<Place, Boolean> disabled =
            Caffeine.newBuilder().maximumSize(URLS).expireAfterWrite(REMEMBERED).build();

    /** Says no to what will not be called. Nothing is looked up: a name is checked when it is called. */
    public void require(URI url) {
        try {
            urls.require(url.toString());
        } catch (OutboundFailure e) {
            throw new DomainException(
                    ProblemType.INVALID_REQUEST,
                    "The request is invalid.",
                    List.of(new Violation("/webhook", OutboundUrls.RULE)));
        }
    }

    /** Stands for an organization's receiver without telling which it is: scheme, host and port. */
    public UUID receiver(UUID organizationId, String url) {
        URI uri = URI.create(url);
        String origin = (uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()).toLowerCase(Locale.ROOT);
        ByteBuffer digest = ByteBuffer.wrap(index(organizationId, origin));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** What another node has disabled, or enabled again, is seen some seconds later. */
    public boolean isDisabled(UUID organizationId, String url) {
        byte[] index = index(organizationId, url);
        return disabled.get(
                new Place(organizationId, ByteBuffer.wrap(index)), place -> rows.isDisabled(organizationId, index));
    }

    public void enable(UUID organizationId, UUID id) {
        rows.enable(organizationId, id);
        disabled.asMap().keySet().removeIf(place -> place.organizationId().equals(organizationId));
    }

    public void disable(UUID organizationId, String url) {
        UUID id = Ids.next(clock);
        byte[] index = index(organizationId, url);
        rows.disable(
                organizationId, new SealedUrl(id, seals.seal(organizationId, url, PLACE + id), clock.instant()), index);
        disabled.invalidate(new Place(organizationId, ByteBuffer.wrap(index)));
    }

    public String open(UUID organizationId, UUID id, byte[] sealed) {
        return seals.openText(organizationId, sealed, PLACE + id);
    }

    private byte[] index(UUID organizationId, String text) {
        return seals.blindIndex(INDEX, organizationId + "|" + text);
    }
}
