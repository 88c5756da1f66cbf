package com.in2peta.kernel.problem;

/**
 * Every way in which the API says no: HTTP status, title and a stable code (RFC 9457). A code is never renamed; docs/api/problems.md
 * has a paragraph for each.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is invalid"),
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_CURSOR(400, "The cursor is invalid"),
    INVALID_SIGNATURE(400, "The signature is invalid"),
    UNAUTHENTICATED(401, "Authentication is required"),
    INVALID_CREDENTIALS(401, "The credentials are invalid"),
    INSUFFICIENT_CREDIT(402, "The balance does not cover this prediction"),
    SPEND_LIMIT_REACHED(402, "A limit of what may be spent leaves less"),
    FORBIDDEN(403, "This is not allowed"),
    PROCESSING_RESTRICTED(403, "The processing of this account's data is restricted"),
    REAUTHENTICATION_REQUIRED(403, "Sign in again for this"),
    NOT_FOUND(404, "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    UPLOAD_TOO_SLOW(408, "The upload is too slow"),
    CONFLICT(409, "The request conflicts with the present state"),
    USERNAME_TAKEN(409, "The username is taken"),
    EMAIL_TAKEN(409, "The email address is taken"),
    MODEL_EXISTS(409, "The model exists"),
    MODEL_IN_USE(409, "The model is in use"),
    DEPLOYMENT_EXISTS(409, "The deployment exists"),
    PAYMENT_NOT_CONFIRMED(409, "The payment is not confirmed"),
    REFUND_NOT_COVERED(409, "Less is left than the refund asks for"),
    COUNTRY_EXCLUDED(409, "The provider works in a country that is excluded"),
    REQUEST_ACTIVE(409, "A request of this kind is under way"),
    IDEMPOTENCY_KEY_REUSED(409, "The key or id stands for another request"),
    IDEMPOTENCY_IN_FLIGHT(409, "The first request under this key or id is being accepted"),
    IDENTITY_NEEDED(409, "The identity is not proven enough"),
    SAME_PERSON(409, "Somebody else has to decide"),
    PLAN_CHANGED(409, "The plan has changed"),
    APPROVAL_EXPIRED(409, "The approval has expired"),
    REQUEST_CLOSED(410, "The request is closed"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    RANGE_NOT_SATISFIABLE(416, "The range is outside of the representation"),
    INVALID_INPUT(422, "The input does not match the model's schema"),
    UNDERAGE(422, "The service is for people of 18 years or older"),
    PACKAGE_REFUSED(422, "The package cannot be imported"),
    MODELS_CHOICE_NEEDED(422, "Say what becomes of the published models"),
    RATE_LIMITED(429, "This was done too often"),
    TOO_MANY_OPEN(429, "Too many predictions are open"),
    HEADERS_TOO_LARGE(431, "The header fields are too large"),
    INTERNAL_ERROR(500, "An unexpected error occurred"),
    NOT_OFFERED(501, "The platform does not offer this"),
    UNAVAILABLE(503, "The service is unavailable for a moment"),
    OVERLOADED(503, "The service is busy"),
    PROCESSOR_UNAVAILABLE(503, "The payment processor does not answer");

    private final int status;
    private final String title;
    private final String code;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.code = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable, kebab-case code that clients may depend on. */
    public String code() {
        return code;
    }
}
