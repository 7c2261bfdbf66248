# One image for the web, the workers and the clock: they differ in their command alone.

FROM node:20-bookworm-slim AS screens
WORKDIR /build/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
# A hash for every file: what was tested is what is installed.
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/srv/clinic \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CLINIC_WEB_ROOT=/srv/clinic/web/dist \
    PROMETHEUS_MULTIPROC_DIR=/run/clinic
RUN groupadd --system --gid 10001 clinic \
 && useradd --system --uid 10001 --gid clinic --home-dir /srv/clinic --shell /usr/sbin/nologin clinic \
 && install -d -o clinic -g clinic /run/clinic
WORKDIR /srv/clinic
COPY --from=packages /opt/venv /opt/venv
COPY clinic_suite clinic_suite
COPY integrations integrations
COPY jobs jobs
COPY migrations migrations
COPY wsgi.py ./
COPY --from=screens /build/web/dist web/dist
# The code belongs to root, so whoever takes over the process cannot change it.
USER clinic
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 \
  CMD ["python", "-m", "clinic_suite.cli", "health", "--url", "http://127.0.0.1:8000"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "20", \
     "--log-level", "warning", "wsgi:app"]
