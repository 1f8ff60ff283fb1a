/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  logging: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'postgres', '@node-rs/argon2', 'pino', 'undici'],
}

export default nextConfig
