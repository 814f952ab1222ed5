package robotaxi.dispatch.partner;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why something about a partner or a webhook is refused. */
public final class PartnerError {
    /** No such partner. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("partner.unknown", Category.UNKNOWN, "There is no such partner");
    /** Each partner has a name of its own. */
    public static final ErrorCode NAME_TAKEN =
            new ErrorCode("partner.name-taken", Category.REFUSED, "Another partner has this name");
    /** The body cannot be understood. */
    public static final ErrorCode BAD_REQUEST =
            new ErrorCode("partner.bad-request", Category.CALLER, "The request cannot be understood");
    /** An operator has shut the partner out. */
    public static final ErrorCode SUSPENDED =
            new ErrorCode("partner.suspended", Category.FORBIDDEN, "The partner is suspended");
    /** Keycloak does not answer as it should. */
    public static final ErrorCode IDENTITY_FAULT = new ErrorCode(
            "partner.identity-fault", Category.FAULT, "The identity provider could not do what it was asked");
    /** No such webhook, or another partner's. */
    public static final ErrorCode WEBHOOK_UNKNOWN =
            new ErrorCode("webhook.unknown", Category.UNKNOWN, "There is no such webhook");
    /** An address that we do not send to. */
    public static final ErrorCode WEBHOOK_BAD_URL =
            new ErrorCode("webhook.bad-url", Category.CALLER, "Webhooks are not sent to this address");
    /** An event that there is not. */
    public static final ErrorCode WEBHOOK_BAD_EVENT =
            new ErrorCode("webhook.bad-event", Category.CALLER, "There is no such event");
    /** A partner needs no more endpoints than this. */
    public static final ErrorCode WEBHOOK_TOO_MANY =
            new ErrorCode("webhook.too-many", Category.REFUSED, "The partner has as many webhooks as it may");

    private PartnerError() {}
}
